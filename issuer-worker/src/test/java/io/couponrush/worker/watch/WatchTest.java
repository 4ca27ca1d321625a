package io.couponrush.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.coupon.UserCoupon;
import io.couponrush.worker.coupon.UserCouponId;
import io.couponrush.worker.coupon.UserCouponRepository;
import io.couponrush.worker.meters.CouponMeters;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.support.NewCoupon;
import io.couponrush.worker.support.Waiting;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import javax.sql.DataSource;

/**
 * The meters of one coupon each, look by look, against what the test wrote into the servers. Long,
 * because each meter is shown something that moves it, and nothing else.
 */
@WorkerTest
class WatchTest {

    private static final WatchProperties SETTINGS =
            new WatchProperties(
                    true,
                    Duration.ofSeconds(1),
                    1_000,
                    Duration.ofHours(1),
                    Duration.ofSeconds(30));

    @Autowired WorkerApi api;
    @Autowired StringRedisTemplate redis;
    @Autowired JdbcTemplate database;
    @Autowired DataSource connections;
    @Autowired UserCouponRepository issued;
    @Autowired CouponMeters meters;
    @Autowired WorkerMeters workerMeters;
    @Autowired Backlog backlog;
    @Autowired MeterRegistry registry;

    private long seconds;
    private long coupon;
    private CouponKeys keys;
    private CouponWatch watch;

    @BeforeEach
    void aCoupon() {
        coupon = NewCoupon.open(3).createdBy(api.admin());
        keys = CouponKeys.of(coupon);
        Waiting.await()
                .until(
                        () ->
                                Long.valueOf(1)
                                        .equals(
                                                database.queryForObject(
                                                        "select announced_version from coupon"
                                                                + " where id = ?",
                                                        Long.class,
                                                        coupon)));
        watch = watch(new GateReader(redis));
    }

    private CouponWatch watch(GateReader gates) {
        return new CouponWatch(
                new CouponTable(connections),
                gates,
                meters,
                SETTINGS,
                () -> Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void theBooksOfACouponAreItsMeters() {
        redis.opsForHash().put(keys.gate(), "admitted", "9");
        redis.opsForHash().put(keys.gate(), "elsewhere", "1");
        redis.opsForZSet().add(keys.returned(), "11:9", 1);
        redis.opsForZSet().add(keys.pending(), "1", 5);
        redis.opsForHash().put(keys.rejected(), "2", "SOLD_OUT");
        redis.opsForHash().put(keys.failed(), "3", "MALFORMED_VALUE");
        row(4, "v3");
        row(5, "v2");
        row(6, "v1");
        row(7, "v3");

        watch.look();

        assertThat(parts())
                .isEqualTo(
                        Map.of(
                                "admitted", 9.0,
                                "issued", 3.0,
                                "rejected", 1.0,
                                "dead_lettered", 1.0,
                                "returned", 1.0,
                                "elsewhere", 1.0,
                                "pending", 1.0));
        assertThat(value(CouponMeters.DIFFERENCE)).hasValue(1.0);
        assertThat(value(CouponMeters.STOCK)).hasValue(3.0);
        assertThat(value(CouponMeters.ROWS)).hasValue(4.0);
        assertThat(value(CouponMeters.OVERSOLD)).hasValue(1.0);
        assertThat(gate()).isEqualTo("open");
        assertThat(registry.get(CouponMeters.WATCHED).gauge().value()).isPositive();
    }

    @Test
    void theOldestPendingClaimAges() {
        redis.opsForHash().put(keys.gate(), "admitted", "2");
        watch.look();
        redis.opsForZSet().add(keys.pending(), "1", 2);
        seconds = 10;
        watch.look();
        seconds = 45;
        watch.look();

        assertThat(value(CouponMeters.PENDING_AGE)).hasValue(45.0);

        redis.delete(keys.pending());
        watch.look();
        assertThat(value(CouponMeters.PENDING_AGE)).hasValue(0.0);
    }

    @Test
    void aClosedCouponGoesAwayWhenNothingOfItIsUnderWay() {
        redis.opsForHash().put(keys.gate(), "admitted", "1");
        redis.opsForZSet().add(keys.pending(), "1", 1);
        watch.look();
        close();

        watch.look();
        assertThat(gate()).as("its claim waits still").isEqualTo("closed");

        redis.delete(keys.pending());
        row(1, "v3");
        watch.look();
        watch.look();
        assertThat(ofCoupon()).isEmpty();
    }

    @Test
    void aGateThatLetsNobodyInIsNamed() {
        redis.opsForHash().put(keys.gate(), "run_id", "of-another-redis");
        watch.look();
        assertThat(gate()).isEqualTo("lost");
        redis.opsForHash().put(keys.gate(), "rebuilding", "closed");
        watch.look();
        assertThat(gate()).isEqualTo("rebuilding");
        assertThat(watch.shut()).contains(coupon);
        redis.delete(keys.gate());
        watch.look();
        assertThat(gate()).isEqualTo("missing");
        assertThat(parts()).as("nothing else is known").containsOnlyKeys("issued");
        assertThat(value(CouponMeters.DIFFERENCE)).isEmpty();
        assertThat(new GatesHealthIndicator(watch).health().getStatus().getCode())
                .isEqualTo("OUT_OF_SERVICE");
    }

    @Test
    void withoutRedisTheDatabaseIsStillTold() {
        CouponWatch cut =
                watch(
                        new GateReader(redis) {
                            @Override
                            Optional<Gate> read(long couponId) {
                                throw new RedisConnectionFailureException("cut by the test");
                            }
                        });
        row(4, "v3");

        assertThatThrownBy(cut::look).isInstanceOf(DataAccessException.class);

        assertThat(gate()).isEqualTo("unreachable");
        assertThat(value(CouponMeters.ROWS)).hasValue(1.0);
        assertThat(value(CouponMeters.DIFFERENCE)).isEmpty();
        assertThat(value(CouponMeters.PENDING_AGE)).isEmpty();
    }

    @Test
    void noUserAndNoCouponIsInAnyOtherMeter() {
        watch.look();

        Set<String> keysInUse =
                registry.getMeters().stream()
                        .map(Meter::getId)
                        .filter(id -> !id.getName().startsWith("rush.coupon."))
                        .flatMap(id -> id.getTags().stream())
                        .map(Tag::getKey)
                        .collect(Collectors.toSet());
        assertThat(keysInUse).doesNotContain("coupon", "user", "couponId", "userId");
    }

    @Test
    void lettersNobodyHandledAreCountedByFault() {
        LetterWatch letters = new LetterWatch(connections, workerMeters);
        // the desk may still be writing down letters of other tests
        Waiting.await().untilAsserted(() -> twoOfThemAreCounted(letters));
    }

    private void twoOfThemAreCounted(LetterWatch letters) {
        discardLetters();
        letters.look();
        double before = openLetters("UNEXPECTED_ERROR");
        double others = openLetters(WorkerMeters.OTHER_FAULT);
        letter("UNEXPECTED_ERROR");
        letter("INVENTED_BY_SOMEBODY");

        letters.look();

        assertThat(openLetters("UNEXPECTED_ERROR")).isEqualTo(before + 1);
        assertThat(openLetters(WorkerMeters.OTHER_FAULT)).isEqualTo(others + 1);
        discardLetters();
        letters.look();
        assertThat(openLetters("UNEXPECTED_ERROR")).isEqualTo(before);
    }

    @Test
    void theBacklogIsKnown() {
        backlog.look();

        assertThat(registry.get(WorkerMeters.BACKLOG).gauge().value()).isNotNegative();
    }

    private void letter(String fault) {
        database.update(
                """
                insert into dead_letter (state, fault, message, origin_topic, origin_partition,
                  origin_offset, fingerprint, headers, dead_lettered_at)
                values ('NEW', ?, '', 'watch', 0, ?, repeat('x', 32), '[]', utc_timestamp(6))\
                """,
                fault,
                System.nanoTime());
    }

    private void discardLetters() {
        database.update("update dead_letter set state = 'DISCARDED' where origin_topic = 'watch'");
    }

    private double openLetters(String fault) {
        return registry.get(WorkerMeters.OPEN_LETTERS).tag("fault", fault).gauge().value();
    }

    private void close() {
        api.admin()
                .patch()
                .uri("/api/v1/coupons/{id}", coupon)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("version", 1, "state", "CLOSED"))
                .exchange()
                .expectStatus()
                .isOk();
        Waiting.await().until(() -> "CLOSED".equals(redis.opsForHash().get(keys.gate(), "state")));
    }

    private void row(long user, String road) {
        issued.save(new UserCoupon(new UserCouponId(coupon, user), user, road, Instant.now()));
        database.update(
                "update coupon set issued_quantity = least(issued_quantity + 1, total_quantity)"
                        + " where id = ?",
                coupon);
    }

    private Map<String, Double> parts() {
        return gauges(CouponMeters.CLAIMS).stream()
                .collect(Collectors.toMap(gauge -> gauge.getId().getTag("part"), Gauge::value));
    }

    private String gate() {
        return gauges(CouponMeters.GATE).stream()
                .filter(gauge -> gauge.value() == 1)
                .map(gauge -> gauge.getId().getTag("state"))
                .collect(Collectors.joining(" and "));
    }

    private Optional<Double> value(String name) {
        return gauges(name).stream().map(Gauge::value).findFirst();
    }

    private List<Gauge> gauges(String name) {
        return registry.find(name).tag("coupon", Long.toString(coupon)).gauges().stream().toList();
    }

    /** Names of the coupon's meters, without what all begin with. */
    private Set<String> ofCoupon() {
        return registry.getMeters().stream()
                .filter(meter -> Long.toString(coupon).equals(meter.getId().getTag("coupon")))
                .map(meter -> meter.getId().getName().substring("rush.coupon.".length()))
                .collect(Collectors.toSet());
    }
}
