package io.couponrush.worker.announce;

import static io.couponrush.worker.announce.GateOutcome.CREATED;
import static io.couponrush.worker.announce.GateOutcome.CURRENT;
import static io.couponrush.worker.announce.GateOutcome.FOREIGN;
import static io.couponrush.worker.announce.GateOutcome.MISSING;
import static io.couponrush.worker.announce.GateOutcome.MOVED;
import static io.couponrush.worker.announce.GateOutcome.STALE;
import static io.couponrush.worker.announce.GateOutcome.UPDATED;
import static io.couponrush.worker.announce.GateWriter.NOWHERE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.events.CouponState;
import io.couponrush.events.Discount;
import io.couponrush.keys.CouponKeys;
import io.couponrush.localstack.LocalStack;
import io.couponrush.worker.support.WorkerApi;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** The script alone on a real Redis, key by key. */
class WriteGateScriptTest {

    private static final Instant OPENS = Instant.parse("2100-01-01T00:00:00.001Z");
    private static final Instant CLOSES = Instant.parse("2100-01-02T00:00:00.002Z");
    private static final long OPENS_MILLIS = 4_102_444_800_001L;
    private static final long CLOSES_MILLIS = 4_102_531_200_002L;
    private static final long EXPIRES_MILLIS = CLOSES_MILLIS + Duration.ofDays(7).toMillis();

    private static LettuceConnectionFactory connections;
    private static StringRedisTemplate redis;

    /** Like a user's: nobody else's. */
    private final long coupon = WorkerApi.newUser();

    private final CouponKeys keys = CouponKeys.of(coupon);
    private final GateWriter gates = gates(Duration.ofSeconds(2));

    @BeforeAll
    static void connect() {
        connections =
                new LettuceConnectionFactory(
                        LettuceConnectionFactory.createRedisConfiguration(
                                LocalStack.shared().redis().uri()));
        connections.afterPropertiesSet();
        connections.start();
        redis = new StringRedisTemplate(connections);
    }

    @AfterAll
    static void disconnect() {
        connections.destroy();
    }

    @Test
    void aFirstWriteMakesTheWholeGate() {
        assertThat(gates.write(version(1, 100), gates.incarnation())).isEqualTo(CREATED);

        assertThat(gate())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "total", "100",
                                "opens", "" + OPENS_MILLIS,
                                "closes", "" + CLOSES_MILLIS,
                                "state", "OPEN",
                                "admitted", "0",
                                "epoch", "1",
                                "version", "1",
                                "run_id", runId(),
                                "expires", "" + EXPIRES_MILLIS));
        expiresAfterRetention(keys.gate());
    }

    @Test
    void theSameAgainChangesNothing() {
        gates.write(version(1, 100), gates.incarnation());
        Map<Object, Object> before = gate();

        assertThat(gates.write(version(1, 100), gates.incarnation())).isEqualTo(CURRENT);
        assertThat(gates.write(version(1, 100), NOWHERE)).isEqualTo(CURRENT);

        assertThat(gate()).isEqualTo(before);
    }

    @Test
    void anOlderVersionIsIgnored() {
        gates.write(version(1, 100), gates.incarnation());
        gates.write(paused(3), NOWHERE);
        Map<Object, Object> before = gate();

        assertThat(gates.write(version(2, 200), NOWHERE)).isEqualTo(STALE);

        assertThat(gate()).isEqualTo(before).containsEntry("state", "PAUSED");
    }

    @Test
    void aNewerVersionKeepsWhatOnlyAdmissionMayChange() {
        gates.write(version(1, 100), gates.incarnation());
        redis.opsForHash().put(keys.gate(), "admitted", "7");
        redis.opsForHash().put(keys.gate(), "epoch", "4");

        assertThat(gates.write(paused(2), NOWHERE)).isEqualTo(UPDATED);

        assertThat(gate())
                .containsEntry("state", "PAUSED")
                .containsEntry("version", "2")
                .containsEntry("admitted", "7")
                .containsEntry("epoch", "4")
                .doesNotContainKeys("total_before", "raised_at");
    }

    @Test
    void aRaiseCountsOnlyTwoSecondsLaterByTheClockOfRedis() {
        gates.write(version(1, 100), gates.incarnation());
        long before = redisMillis();

        assertThat(gates.write(version(2, 150), NOWHERE)).isEqualTo(UPDATED);

        long after = redisMillis();
        assertThat(gate()).containsEntry("total", "150").containsEntry("total_before", "100");
        assertThat(Long.parseLong(String.valueOf(gate().get("raised_at"))))
                .isBetween(before + 2000, after + 2000);
    }

    @Test
    void aSecondRaiseDoesNotMakeTheFirstCountEarlier() {
        GateWriter slow = gates(Duration.ofHours(1));
        slow.write(version(1, 100), gates.incarnation());
        slow.write(version(2, 150), NOWHERE);

        slow.write(version(3, 200), NOWHERE);

        assertThat(gate()).containsEntry("total", "200").containsEntry("total_before", "100");
    }

    @Test
    void aRaiseAfterOneThatCountsStartsFromThere() {
        GateWriter instant = gates(Duration.ZERO);
        instant.write(version(1, 100), gates.incarnation());
        instant.write(version(2, 150), NOWHERE);

        gates.write(version(3, 200), NOWHERE);

        assertThat(gate()).containsEntry("total", "200").containsEntry("total_before", "150");
    }

    @Test
    void anEditBesidesTheTotalLeavesARaiseAlone() {
        gates.write(version(1, 100), gates.incarnation());
        gates.write(version(2, 150), NOWHERE);
        Object raisedAt = gate().get("raised_at");

        gates.write(version(3, 150), NOWHERE);

        assertThat(gate())
                .containsEntry("total_before", "100")
                .containsEntry("raised_at", raisedAt);
    }

    @Test
    void aTotalIsNeverTakenBack() {
        gates.write(version(1, 100), gates.incarnation());
        Map<Object, Object> before = gate();

        assertThatThrownBy(() -> gates.write(version(2, 99), NOWHERE))
                .hasRootCauseMessage("RUSH the total of " + keys.gate() + " may only be raised");

        assertThat(gate()).isEqualTo(before);
    }

    @Test
    void aLostGateStaysMissing() {
        gates.write(version(1, 100), gates.incarnation());
        redis.delete(keys.gate());

        assertThat(gates.write(version(2, 150), NOWHERE)).isEqualTo(MISSING);

        assertThat(redis.hasKey(keys.gate())).isFalse();
    }

    /** Found by the model: who decided before Redis was lost must not act after it. */
    @Test
    void aGateIsMadeInTheIncarnationThatWasAskedOnly() {
        assertThat(gates.write(version(1, 100), "0123456789abcdef")).isEqualTo(MOVED);

        assertThat(redis.hasKey(keys.gate())).isFalse();
    }

    @Test
    void keysOfSomebodyElseAreNotTakenOver() {
        redis.opsForHash().put(keys.tickets(), "4711", "1");

        assertThat(gates.write(version(1, 100), gates.incarnation())).isEqualTo(FOREIGN);
        assertThat(redis.hasKey(keys.gate())).isFalse();
    }

    @Test
    void aGateThatAdmittedSomebodyIsNotTakenForANewOne() {
        gates.write(version(1, 100), gates.incarnation());
        redis.opsForHash().put(keys.gate(), "admitted", "1");

        assertThat(gates.write(version(2, 150), gates.incarnation())).isEqualTo(FOREIGN);
        assertThat(gate()).containsEntry("version", "1");
    }

    @Test
    void everyKeyOfTheCouponExpires() {
        gates.write(version(1, 100), gates.incarnation());
        redis.opsForHash().put(keys.tickets(), "4711", "1");
        redis.opsForZSet().add(keys.pending(), "4711", 1);
        redis.opsForHash().put(keys.rejected(), "4712", "SOLD_OUT");
        redis.opsForHash().put(keys.failed(), "4713", "MALFORMED_VALUE");

        redis.opsForZSet().add(keys.returned(), "4714:4", 1);
        redis.opsForSet().add(keys.direct(), "4715");

        gates.write(paused(2), NOWHERE);

        keys.all().forEach(WriteGateScriptTest::expiresAfterRetention);
    }

    private static GateWriter gates(Duration raiseDelay) {
        return new GateWriter(new StringRedisTemplate(connections), Duration.ofDays(7), raiseDelay);
    }

    private CouponAnnounced version(long version, long total) {
        return coupon(version, total, CouponState.OPEN);
    }

    private CouponAnnounced paused(long version) {
        return coupon(version, 100, CouponState.PAUSED);
    }

    private CouponAnnounced coupon(long version, long total, CouponState state) {
        return new CouponAnnounced(
                coupon,
                version,
                "Noon rush",
                "",
                new Discount(Discount.Kind.PERCENT, 50),
                total,
                OPENS,
                CLOSES,
                state,
                1);
    }

    private Map<Object, Object> gate() {
        return redis.opsForHash().entries(keys.gate());
    }

    private static long redisMillis() {
        return Objects.requireNonNull(
                redis.execute((RedisCallback<Long>) link -> link.serverCommands().time()));
    }

    /**
     * The rest of its life; PEXPIRETIME is newer than Redis 6. A minute is far below a retention.
     */
    private static void expiresAfterRetention(String key) {
        Long rest = redis.getExpire(key, TimeUnit.MILLISECONDS);
        assertThat(redisMillis() + Objects.requireNonNull(rest))
                .describedAs(key)
                .isCloseTo(EXPIRES_MILLIS, within(60_000L));
    }

    /** The gate is trusted by the Redis that it was made in. */
    private static String runId() {
        Properties info =
                redis.execute(
                        (RedisCallback<Properties>)
                                connection -> connection.serverCommands().info("server"));
        return Objects.requireNonNull(Objects.requireNonNull(info).getProperty("run_id"));
    }
}
