package io.couponrush.worker.recovery;

import io.couponrush.events.RejectionReason;
import io.couponrush.worker.recovery.RecordedClaim.Ending;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;

/** The tables in which a coupon's claims are, a chunk of each at a time. */
class ClaimTables {

    /**
     * A claim whose record was dead-lettered.
     *
     * @param id of the letter
     */
    record Letter(long id, RecordedClaim claim) {}

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

    /**
     * @param chunk claims at a time, at most
     */
    ClaimTables(JdbcClient database, int chunk) {
        this.database = database;
        this.chunk = chunk;
    }

    /** By user id, of those above {@code afterUser}. */
    List<RecordedClaim> issued(long couponId, long afterUser) {
        return read(ISSUED, TO_ISSUED, couponId, afterUser);
    }

    /** By user id, of those above {@code afterUser}. */
    List<RecordedClaim> discarded(long couponId, long afterUser) {
        return read(DISCARDED, TO_DISCARDED, couponId, afterUser);
    }

    /** By user id, of those above {@code afterUser}. */
    List<RecordedClaim> withoutRow(long couponId, long afterUser) {
        return read(WITHOUT_ROW, TO_ENDED, couponId, afterUser);
    }

    /** Youngest letter first, of those older than {@code beforeId}. */
    List<Letter> failed(long couponId, long beforeId) {
        return read(FAILED, TO_LETTER, couponId, beforeId);
    }

    private <T> List<T> read(String sql, RowMapper<T> mapper, long couponId, long from) {
        return database.sql(sql).param(couponId).param(from).param(chunk).query(mapper).list();
    }
}
