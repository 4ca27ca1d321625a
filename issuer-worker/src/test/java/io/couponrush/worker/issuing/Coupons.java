package io.couponrush.worker.issuing;

import static java.util.Objects.requireNonNull;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.support.WorkerApi;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Coupons of a test's own, with claims admitted as the gateway's script admits them. */
@TestComponent
public final class Coupons {

    private final JdbcClient jdbc;
    private final StringRedisTemplate redis;

    Coupons(JdbcClient jdbc, StringRedisTemplate redis) {
        this.jdbc = jdbc;
        this.redis = redis;
    }

    public Offered offer(long total) {
        Offered coupon = unknown(total);
        jdbc.sql(
                        """
                        insert into coupon (id, version, name, description, discount_kind,
                          discount_value, total_quantity, opens_at, closes_at, state, created_at)
                        values (:id, 1, 'test', '', 'PERCENT', 10, :total,
                          '2026-01-01', '2036-01-01', 'OPEN', '2026-01-01')
                        """)
                .param("id", coupon.id)
                .param("total", total)
                .update();
        return coupon;
    }

    /** Redis knows it, the database does not. */
    public Offered unknown(long total) {
        long id = ThreadLocalRandom.current().nextLong(1L << 40, 1L << 50);
        Offered coupon = new Offered(id);
        redis.opsForHash()
                .putAll(
                        coupon.keys.gate(),
                        Map.of("total", "" + total, "expires", "" + coupon.expires.toEpochMilli()));
        return coupon;
    }

    /** By the clock that decides about claims, in epoch milliseconds. */
    public long redisNow() {
        RedisCallback<Long> time = connection -> connection.serverCommands().time();
        return requireNonNull(redis.execute(time));
    }

    /**
     * Where a coupon's claims are, by user.
     *
     * @param rows user → sequence, 0 for a row of v1
     * @param discarded of the returned slots those whose claims are among the rejected
     */
    public record Books(
            Map<Long, Long> rows,
            long counter,
            Map<Long, Long> pending,
            Map<Long, String> rejected,
            Map<Long, String> failed,
            Set<String> returned,
            long elsewhere,
            long discarded,
            long admitted) {

        /** P6, exactly. */
        public boolean balance() {
            long ticketed = rows.values().stream().filter(sequence -> sequence > 0).count();
            return admitted
                            == ticketed
                                    + pending.size()
                                    + rejected.size()
                                    + failed.size()
                                    + (returned.size() - discarded)
                                    + elsewhere
                    && counter == rows.size();
        }
    }

    /** One coupon. */
    public final class Offered {

        private final long id;
        private final CouponKeys keys;
        private final AtomicLong sequence = new AtomicLong();
        private final Instant expires =
                Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS);

        private Offered(long id) {
            this.id = id;
            this.keys = CouponKeys.of(id);
        }

        public long id() {
            return id;
        }

        public CouponKeys keys() {
            return keys;
        }

        public Instant expires() {
            return expires;
        }

        public CouponIssueRequested admit() {
            return admit(1).getFirst();
        }

        /** What v2 needs to know the coupon, and a gate that decides. */
        public Offered warmed() {
            jdbc.sql("update coupon set warmed = 1 where id = :id").param("id", id).update();
            redis.opsForHash()
                    .putAll(
                            keys.gate(),
                            Map.of(
                                    "opens", "0",
                                    "closes", "" + expires.toEpochMilli(),
                                    "state", "OPEN",
                                    "admitted", "0",
                                    "epoch", "1",
                                    "version", "1",
                                    "run_id", runId()));
            return this;
        }

        private String runId() {
            Properties info =
                    redis.execute(
                            (RedisCallback<Properties>)
                                    connection -> connection.serverCommands().info("server"));
            return requireNonNull(requireNonNull(info).getProperty("run_id"));
        }

        public List<CouponIssueRequested> admit(int claims) {
            List<CouponIssueRequested> admitted =
                    LongStream.range(0, claims).mapToObj(_ -> claim()).toList();
            Map<String, String> tickets = new HashMap<>();
            Set<TypedTuple<String>> places = new HashSet<>();
            for (CouponIssueRequested claim : admitted) {
                String user = Long.toString(claim.userId());
                tickets.put(user, Long.toString(claim.sequence()));
                places.add(TypedTuple.of(user, (double) claim.sequence()));
            }
            redis.opsForHash().putAll(keys.tickets(), tickets);
            redis.opsForZSet().add(keys.pending(), places);
            redis.opsForHash().put(keys.gate(), "admitted", Long.toString(sequence.get()));
            return admitted;
        }

        private CouponIssueRequested claim() {
            return new CouponIssueRequested(
                    id, WorkerApi.newUser(), sequence.incrementAndGet(), 1, Instant.now());
        }

        /** The same user again, with a sequence that no ticket has. */
        public CouponIssueRequested forge(CouponIssueRequested claim) {
            return new CouponIssueRequested(
                    id, claim.userId(), claim.sequence() + 1_000_000, 1, claim.admittedAt());
        }

        public Books books() {
            Map<Long, Long> rows = new TreeMap<>();
            jdbc.sql("select user_id, sequence from user_coupon where coupon_id = :id")
                    .param("id", id)
                    .query((row, _) -> rows.put(row.getLong(1), row.getLong(2)))
                    .list();
            Map<Long, Long> pending = new TreeMap<>();
            for (TypedTuple<String> place :
                    redis.opsForZSet().rangeWithScores(keys.pending(), 0, -1)) {
                pending.put(
                        Long.valueOf(requireNonNull(place.getValue())),
                        requireNonNull(place.getScore()).longValue());
            }
            return new Books(
                    rows,
                    counter(),
                    pending,
                    hash(keys.rejected()),
                    hash(keys.failed()),
                    redis.opsForZSet().range(keys.returned(), 0, -1),
                    counted("elsewhere"),
                    counted("discarded"),
                    counted("admitted"));
        }

        /** When a slot that was returned counts as stock, by {@link Coupons#redisNow}'s clock. */
        public long countsFrom(long userId, long sequence) {
            Double counts = redis.opsForZSet().score(keys.returned(), userId + ":" + sequence);
            return requireNonNull(counts).longValue();
        }

        private long counted(String field) {
            Object count = redis.opsForHash().get(keys.gate(), field);
            return count == null ? 0 : Long.parseLong(count.toString());
        }

        private long counter() {
            return jdbc.sql("select issued_quantity from coupon where id = :id")
                    .param("id", id)
                    .query(Long.class)
                    .optional()
                    .orElse(0L);
        }

        private Map<Long, String> hash(String key) {
            Map<Long, String> values = new TreeMap<>();
            redis.opsForHash()
                    .entries(key)
                    .forEach(
                            (user, value) ->
                                    values.put(Long.valueOf(user.toString()), value.toString()));
            return values;
        }
    }
}
