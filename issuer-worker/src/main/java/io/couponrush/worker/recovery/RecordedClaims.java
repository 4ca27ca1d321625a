package io.couponrush.worker.recovery;

import io.couponrush.events.RejectionReason;
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

    private static final String DISCARDED =
            """
            select user_id, sequence from discarded_claim
            where coupon_id = ? and user_id > ? order by user_id limit ?\
            """;

    /** The youngest letter of a claim comes first: it may have died again after its replay. */
    private static final String FAILED =
            """
            select user_id, sequence, fault, state, id from dead_letter
            where coupon_id = ? and id < ? and state <> 'DISCARDED'
              and user_id is not null and sequence is not null
            order by id desc limit ?\
            """;

    private static final RowMapper<RecordedClaim> TO_DISCARDED =
            (row, _) ->
                    new RecordedClaim(
                            row.getLong(1),
                            row.getLong(2),
                            Ending.DISCARDED,
                            RejectionReason.DISCARDED.name());

    /** As the desk marks a claim that is being replayed: the replay may still end it. */
    private static final RowMapper<Letter> TO_LETTER =
            (row, _) ->
                    new Letter(
                            row.getLong(5),
                            new RecordedClaim(
                                    row.getLong(1),
                                    row.getLong(2),
                                    Ending.FAILED,
                                    row.getString(4).equals("REPLAYED")
                                            ? "REPLAYED:" + row.getLong(2)
                                            : row.getString(3)));

    private record Letter(long id, RecordedClaim claim) {}

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
     * The strongest come first: a row wins over whatever else was recorded of the claim, and an end
     * over a dead letter.
     *
     * @param reader false if it wants no more
     * @return false if it did not want all
     */
    boolean read(long couponId, Predicate<List<RecordedClaim>> reader) {
        return read(couponId, ISSUED, TO_ISSUED, reader)
                && read(couponId, DISCARDED, TO_DISCARDED, reader)
                && read(couponId, WITHOUT_ROW, TO_ENDED, reader)
                && readLetters(couponId, reader);
    }

    private boolean readLetters(long couponId, Predicate<List<RecordedClaim>> reader) {
        long before = Long.MAX_VALUE;
        while (true) {
            List<Letter> letters =
                    database.sql(FAILED)
                            .param(couponId)
                            .param(before)
                            .param(chunk)
                            .query(TO_LETTER)
                            .list();
            if (letters.isEmpty()) {
                return true;
            }
            if (!reader.test(letters.stream().map(Letter::claim).toList())) {
                return false;
            }
            before = letters.getLast().id();
        }
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
