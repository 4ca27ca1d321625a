package io.couponrush.gateway.testing;

import io.couponrush.events.RejectionReason;
import io.couponrush.keys.CouponKeys;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A coupon's keys in Redis, written as the worker writes them. Every test takes a new coupon. */
public final class TestGate {

    private static final Duration RETENTION = Duration.ofDays(1);

    public final long couponId;
    public final CouponKeys keys;
    public final RedisCommands<String, String> redis;

    private TestGate(long couponId, RedisCommands<String, String> redis) {
        this.couponId = couponId;
        this.keys = CouponKeys.of(couponId);
        this.redis = redis;
    }

    /** A coupon nobody has used before, without a gate, on the shared Redis. */
    public static TestGate none() {
        return none(Shared.REDIS);
    }

    public static TestGate none(RedisCommands<String, String> redis) {
        return new TestGate(ThreadLocalRandom.current().nextLong(1_000_000, 1L << 50), redis);
    }

    /** Open since a minute and for an hour. */
    public static TestGate open(long total) {
        return none().write(total);
    }

    /** The gate as it is created: version 1, epoch 1, open since a minute and for an hour. */
    public TestGate write(long total) {
        long now = redisNow().toEpochMilli();
        Map<String, String> gate = new HashMap<>();
        gate.put("total", "" + total);
        gate.put("opens", "" + (now - 60_000));
        gate.put("closes", "" + (now + 3_600_000));
        gate.put("state", "OPEN");
        gate.put("admitted", "0");
        gate.put("epoch", "1");
        gate.put("version", "1");
        gate.put("expires", "" + (now + 3_600_000 + RETENTION.toMillis()));
        gate.put("run_id", runId());
        redis.hset(keys.gate(), gate);
        redis.pexpireat(keys.gate(), now + 3_600_000 + RETENTION.toMillis());
        return this;
    }

    /** As a rebuild ends: the gate is trusted again, by the Redis that is there now. */
    public TestGate trusted() {
        return set("run_id", runId());
    }

    /** Of the Redis at the other end, as it says itself. */
    public String runId() {
        return redis.info("server")
                .lines()
                .filter(line -> line.startsWith("run_id:"))
                .map(line -> line.substring("run_id:".length()).strip())
                .findFirst()
                .orElseThrow();
    }

    public TestGate set(String field, Object value) {
        redis.hset(keys.gate(), field, value.toString());
        return this;
    }

    /** As the worker raises: the new total counts so much later, by the clock of Redis. */
    public TestGate raise(long total, Duration delay) {
        Map<String, String> gate = redis.hgetall(keys.gate());
        redis.hset(
                keys.gate(),
                Map.of(
                        "total", "" + total,
                        "total_before", gate.get("total"),
                        "raised_at", "" + (redisNow().toEpochMilli() + delay.toMillis()),
                        "version", "" + (Long.parseLong(gate.get("version")) + 1)));
        return this;
    }

    /** The next ticket, written as the admission script writes it. */
    public long admit(long userId) {
        String user = Long.toString(userId);
        long sequence = redis.hincrby(keys.gate(), "admitted", 1);
        redis.hset(keys.tickets(), user, Long.toString(sequence));
        redis.zadd(keys.pending(), (double) sequence, user);
        return sequence;
    }

    /** As the worker does after the row is committed. */
    public TestGate settle(long userId) {
        redis.zrem(keys.pending(), "" + userId);
        return this;
    }

    /** As the worker gives a slot back: it counts so much later, by the clock of Redis. */
    public void giveBack(long userId, Duration delay) {
        String user = Long.toString(userId);
        String sequence = redis.hget(keys.tickets(), user);
        double counts = redisNow().plus(delay).toEpochMilli();
        redis.multi();
        redis.zrem(keys.pending(), user);
        redis.hdel(keys.tickets(), user);
        redis.zadd(keys.returned(), counts, user + ":" + sequence);
        redis.exec();
    }

    /** As the worker rejects: out of pending and into rejected at once. */
    public void reject(long userId, RejectionReason reason) {
        redis.multi();
        redis.zrem(keys.pending(), "" + userId);
        redis.hset(keys.rejected(), "" + userId, reason.name());
        redis.exec();
    }

    /** As the worker dead-letters: out of pending and into failed at once. */
    public void fail(long userId) {
        redis.multi();
        redis.zrem(keys.pending(), "" + userId);
        redis.hset(keys.failed(), "" + userId, "MALFORMED_VALUE");
        redis.exec();
    }

    public Instant redisNow() {
        List<String> time = redis.time();
        return Instant.ofEpochSecond(
                Long.parseLong(time.get(0)), Long.parseLong(time.get(1)) * 1_000);
    }

    /** Blocking commands on the shared Redis. */
    public static RedisCommands<String, String> sharedRedis() {
        return Shared.REDIS;
    }

    private static final class Shared {

        static final RedisCommands<String, String> REDIS =
                RedisClient.create(TestServers.redis()).connect().sync();
    }
}
