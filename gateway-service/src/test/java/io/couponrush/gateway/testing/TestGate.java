package io.couponrush.gateway.testing;

import static org.awaitility.Awaitility.await;

import io.couponrush.events.RejectionReason;
import io.couponrush.keys.CouponKeys;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A coupon's keys in Redis, written as the worker writes them. Every test takes a new coupon. */
public final class TestGate {

    private static final Duration RETENTION = Duration.ofDays(1);

    private static final String NOW =
            """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            """;

    /** KEYS gate; ARGV total, delay in milliseconds. */
    private static final String RAISE =
            NOW
                    + """
                    local before = redis.call('HGET', KEYS[1], 'total')
                    redis.call('HSET', KEYS[1], 'total', ARGV[1], 'total_before', before,
                      'raised_at', now + ARGV[2])
                    return redis.call('HINCRBY', KEYS[1], 'version', 1)
                    """;

    /** KEYS pending, tickets, returned; ARGV user, delay in milliseconds. */
    private static final String GIVE_BACK =
            NOW
                    + """
                    local sequence = redis.call('HGET', KEYS[2], ARGV[1])
                    redis.call('ZREM', KEYS[1], ARGV[1])
                    redis.call('HDEL', KEYS[2], ARGV[1])
                    return redis.call('ZADD', KEYS[3], now + ARGV[2], ARGV[1] .. ':' .. sequence)
                    """;

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

    /**
     * As the worker raises: the new total counts so much later, by the clock of Redis. In one call,
     * or some of the delay might have passed when it is written.
     */
    public TestGate raise(long total, Duration delay) {
        redis.eval(
                RAISE,
                ScriptOutputType.INTEGER,
                new String[] {keys.gate()},
                "" + total,
                "" + delay.toMillis());
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

    /** As the worker gives a slot back: it counts so much later, as a {@link #raise} does. */
    public void giveBack(long userId, Duration delay) {
        redis.eval(
                GIVE_BACK,
                ScriptOutputType.INTEGER,
                new String[] {keys.pending(), keys.tickets(), keys.returned()},
                "" + userId,
                "" + delay.toMillis());
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

    /** Waits until a kill loses nothing of what was written: that may take two seconds. */
    public void awaitAppended() {
        await().atMost(TestCatalogue.BOUND)
                .until(() -> redis.info("persistence").contains("aof_buffer_length:0"));
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

    /** How often the shared Redis was asked for this command. */
    public static long calls(String command) {
        Matcher counted =
                Pattern.compile("cmdstat_" + command + ":calls=(\\d+)")
                        .matcher(sharedRedis().info("commandstats"));
        return counted.find() ? Long.parseLong(counted.group(1)) : 0;
    }

    private static final class Shared {

        static final RedisCommands<String, String> REDIS =
                RedisClient.create(TestServers.redis()).connect().sync();
    }
}
