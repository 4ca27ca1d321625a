package io.couponrush.worker.recovery;

import io.couponrush.worker.recovery.RecordedClaim.Ending;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.function.Predicate;

/** Reads a coupon's claims in chunks, so that a coupon of millions fits into memory. */
final class RecordedClaims {

    private static final String ISSUED =
            """
            select user_id, sequence from user_coupon
            where coupon_id = ? and user_id > ? and sequence is not null
            order by user_id limit ?\
            """;

    private static final String WITHOUT_ROW =
            """
            select user_id, sequence, ending from claim_without_row
            where coupon_id = ? and user_id > ? order by user_id limit ?\
            """;

    private static final RowMapper<RecordedClaim> TO_ISSUED =
            (row, _) -> new RecordedClaim(row.getLong(1), row.getLong(2), Ending.ISSUED, "");

    private static final RowMapper<RecordedClaim> TO_ENDED =
            (row, _) -> {
                String ending = row.getString(3);
                return ending.equals(Ending.ELSEWHERE.name())
                        ? new RecordedClaim(row.getLong(1), row.getLong(2), Ending.ELSEWHERE, "")
                        : new RecordedClaim(
                                row.getLong(1), row.getLong(2), Ending.REJECTED, ending);
            };

    private final JdbcClient database;
    private final int chunk;

    RecordedClaims(JdbcClient database, int chunk) {
        this.database = database;
        this.chunk = chunk;
    }

    /**
     * Those with a row come first, because a row wins over whatever was recorded before it.
     *
     * @param reader false if it wants no more
     * @return false if it did not want all
     */
    boolean read(long couponId, Predicate<List<RecordedClaim>> reader) {
        return read(couponId, ISSUED, TO_ISSUED, reader)
                && read(couponId, WITHOUT_ROW, TO_ENDED, reader);
    }

    private boolean read(
            long couponId,
            String sql,
            RowMapper<RecordedClaim> mapper,
            Predicate<List<RecordedClaim>> reader) {
        long after = 0;
        while (true) {
            List<RecordedClaim> claims =
                    database.sql(sql)
                            .param(couponId)
                            .param(after)
                            .param(chunk)
                            .query(mapper)
                            .list();
            if (claims.isEmpty()) {
                return true;
            }
            if (!reader.test(claims)) {
                return false;
            }
            after = claims.getLast().userId();
        }
    }
}
