package io.couponrush.worker.desk;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.progress.FailedClaim;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The table of dead letters. */
class LetterBook {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<LetterHeader>> HEADERS = new TypeReference<>() {};

    private static final String SUMMARY =
            """
            select id, state, coupon_id, user_id, sequence, fault, message, origin_topic,
                   origin_partition, origin_offset, replay_of, dead_lettered_at, handled_at,
                   slot_returned
            from dead_letter
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final WorkerMeters meters;

    LetterBook(JdbcClient jdbc, TransactionOperations transaction, WorkerMeters meters) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.meters = meters;
    }

    /** A letter that is there already is left as it is. */
    void write(Letter letter) {
        try {
            insert(letter);
            meters.recorded(letter.fault());
        } catch (DuplicateKeyException _) {
            // delivered again, or buried twice; "on duplicate key" could not tell it from a new one
        }
    }

    private void insert(Letter letter) {
        Optional<FailedClaim> claim = letter.claim();
        jdbc.sql(
                        """
                        insert into dead_letter (state, coupon_id, user_id, sequence, fault,
                          message, origin_topic, origin_partition, origin_offset, fingerprint,
                          record_key, payload, headers, replay_of, dead_lettered_at)
                        values ('NEW', :coupon, :user, :sequence, :fault, :message, :topic,
                          :partition, :offset, :fingerprint, :key, :payload, :headers, :replayOf,
                          :at)\
                        """)
                .param("coupon", claim.map(FailedClaim::couponId).orElse(null))
                .param("user", claim.map(FailedClaim::userId).orElse(null))
                .param("sequence", claim.map(FailedClaim::sequence).orElse(null))
                .param("fault", letter.fault())
                .param("message", letter.message())
                .param("topic", letter.topic())
                .param("partition", letter.partition())
                .param("offset", letter.offset())
                .param("fingerprint", fingerprint(letter))
                .param("key", letter.key())
                .param("payload", letter.payload())
                .param("headers", JSON.writeValueAsString(letter.headers()))
                .param("replayOf", letter.replayOf())
                .param("at", utc(letter.deadLetteredAt()))
                .update();
    }

    /** Newest first, one more than {@code limit} if there are more. */
    List<LetterSummary> list(LetterFilter filter, int limit, long offset) {
        return jdbc.sql(
                        SUMMARY
                                + """
                                where (:coupon is null or coupon_id = :coupon)
                                  and (:state is null or state = :state)
                                  and (:cause is null or fault = :cause)
                                order by id desc limit :limit offset :offset\
                                """)
                .param("coupon", filter.couponId())
                .param("state", filter.state() == null ? null : filter.state().name())
                .param("cause", filter.cause())
                .param("limit", limit + 1)
                .param("offset", offset)
                .query((row, _) -> summary(row))
                .list();
    }

    Optional<LetterSummary> summary(long id) {
        return jdbc.sql(SUMMARY + "where id = :id")
                .param("id", id)
                .query((row, _) -> summary(row))
                .optional();
    }

    /** The record as it came. */
    Optional<Letter> letter(long id) {
        return jdbc.sql("select * from dead_letter where id = :id")
                .param("id", id)
                .query((row, _) -> letter(row))
                .optional();
    }

    /**
     * The letter is handled, unless it was discarded before: that is for good.
     *
     * @param slotReturned stays true once it is
     * @param asOf the generation in which that was found out, if it matters. A rebuild begins
     *     another one, then reads the open letters: it has either read this one as handled, or is
     *     found here.
     * @return false if the gate is of another generation by now; nothing has changed then
     */
    boolean handled(
            long id,
            LetterState state,
            boolean slotReturned,
            Optional<Generation> asOf,
            Instant at) {
        return Boolean.TRUE.equals(
                transaction.execute(
                        _ -> {
                            if (asOf.isPresent() && isOver(asOf.get())) {
                                return false;
                            }
                            handle(id, state, slotReturned, at);
                            return true;
                        }));
    }

    /** If not, no other one begins before this transaction ends. */
    private boolean isOver(Generation generation) {
        // not "and epoch <> ?": READ COMMITTED keeps no lock of a row that does not match
        return jdbc.sql("select epoch from coupon where id = :id for update")
                .param("id", generation.couponId())
                .query(Long.class)
                .optional()
                .filter(epoch -> epoch != generation.epoch())
                .isPresent();
    }

    private void handle(long id, LetterState state, boolean slotReturned, Instant at) {
        jdbc.sql(
                        """
                        update dead_letter
                        set state = :state, handled_at = :at,
                            slot_returned = greatest(slot_returned, :returned)
                        where id = :id and state <> 'DISCARDED'\
                        """)
                .param("state", state.name())
                .param("at", utc(at))
                .param("returned", slotReturned ? 1 : 0)
                .param("id", id)
                .update();
    }

    private static LetterSummary summary(ResultSet row) throws SQLException {
        return new LetterSummary(
                row.getLong("id"),
                LetterState.valueOf(row.getString("state")),
                row.getObject("coupon_id", Long.class),
                row.getObject("user_id", Long.class),
                row.getObject("sequence", Long.class),
                row.getString("fault"),
                row.getString("message"),
                row.getString("origin_topic"),
                row.getInt("origin_partition"),
                row.getLong("origin_offset"),
                row.getObject("replay_of", Long.class),
                instant(row.getObject("dead_lettered_at", LocalDateTime.class)),
                optionalInstant(row.getObject("handled_at", LocalDateTime.class)),
                row.getBoolean("slot_returned"));
    }

    private static Letter letter(ResultSet row) throws SQLException {
        Long couponId = row.getObject("coupon_id", Long.class);
        return new Letter(
                couponId == null
                        ? Optional.empty()
                        : Optional.of(
                                new FailedClaim(
                                        couponId,
                                        row.getLong("user_id"),
                                        row.getLong("sequence"),
                                        row.getString("fault"))),
                row.getString("fault"),
                row.getString("message"),
                row.getString("origin_topic"),
                row.getInt("origin_partition"),
                row.getLong("origin_offset"),
                row.getBytes("record_key"),
                row.getBytes("payload"),
                JSON.readValue(row.getString("headers"), HEADERS),
                row.getObject("replay_of", Long.class),
                instant(row.getObject("dead_lettered_at", LocalDateTime.class)));
    }

    /** Of key and value; null and empty are not the same. */
    private static byte[] fingerprint(Letter letter) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, letter.key());
            add(digest, letter.payload());
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, byte @Nullable [] bytes) {
        String length = (bytes == null ? -1 : bytes.length) + ":";
        digest.update(length.getBytes(US_ASCII));
        if (bytes != null) {
            digest.update(bytes);
        }
    }

    static LocalDateTime utc(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    static Instant instant(LocalDateTime columnValue) {
        return columnValue.toInstant(ZoneOffset.UTC);
    }

    static @Nullable Instant optionalInstant(@Nullable LocalDateTime columnValue) {
        return columnValue == null ? null : instant(columnValue);
    }
}
