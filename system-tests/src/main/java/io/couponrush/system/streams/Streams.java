package io.couponrush.system.streams;

import static java.util.Objects.requireNonNull;

import io.couponrush.keys.CouponKeys;
import io.couponrush.localstack.product.ProductState;
import io.couponrush.localstack.product.Service;
import io.couponrush.system.api.Announcement;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.console.Progress;
import io.couponrush.system.console.Screen;
import io.couponrush.system.load.Agenda;
import io.couponrush.system.load.LoadClient;
import io.couponrush.system.load.RequestTemplate;
import io.couponrush.system.measure.Latency;
import io.couponrush.system.measure.Machine;
import io.couponrush.system.store.GateStore;
import io.couponrush.system.token.TokenMint;
import io.couponrush.system.token.Users;
import io.couponrush.system.token.Users.User;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Opens streams of people who wait, lets the queue move, and looks when each of them hears of it.
 */
final class Streams {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int CONNECTIONS = 64;

    /** So that neither classes nor buffers of the first streams count as a part of each. */
    private static final int WARM_UP = 100;

    /** Longer than the pause between two looks of the gateway: a change meets it anywhere. */
    private static final long LONGEST_PAUSE_MILLIS = 1_500;

    private final ProductState product;
    private final Service worker;
    private final Screen screen;
    private final Clock clock;

    Streams(ProductState product, Service worker, Screen screen, Clock clock) {
        this.product = product;
        this.worker = worker;
        this.screen = screen;
        this.clock = clock;
    }

    /**
     * @param seed decides who they are, and when the queue moves
     */
    StreamsReport run(StreamsOptions options, long seed) throws InterruptedException, IOException {
        Instant at = clock.instant();
        List<User> people = mint(options.people(), seed);
        Coupon coupon = coupon(options.people());
        worker.freeze();
        try (RedisClient client = RedisClient.create(product.redisUri());
                StatefulRedisConnection<String, String> connection = client.connect()) {
            claim(coupon.id(), people);
            return measure(at, options, coupon.id(), people, connection.sync(), seed);
        } finally {
            worker.thaw();
        }
    }

    private StreamsReport measure(
            Instant at,
            StreamsOptions options,
            long couponId,
            List<User> people,
            RedisCommands<String, String> redis,
            long seed)
            throws InterruptedException, IOException {
        Set<Long> first =
                redis
                        .zrange(
                                CouponKeys.of(couponId).pending(),
                                0,
                                (long) options.changes() * StreamsOptions.STEP - 1)
                        .stream()
                        .map(Long::valueOf)
                        .collect(Collectors.toSet());
        List<User> watching = people.stream().filter(user -> !first.contains(user.id())).toList();
        warmUp(couponId, watching);
        Footprint before = gateway();
        Histogram times = Latency.histogram();
        try (OpenStreams streams = new OpenStreams(times)) {
            long begin = System.nanoTime();
            streams.open(product.gateway(), couponId, watching);
            Duration opening = Duration.ofNanos(System.nanoTime() - begin);
            Footprint after = gateway();
            double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
            move(options, couponId, redis, streams, new SplittableRandom(seed));
            worker.thaw();
            long thawed = System.nanoTime();
            streams.awaitIssued();
            return new StreamsReport(
                    StreamsReport.SCHEMA,
                    at,
                    Machine.here(),
                    load,
                    options,
                    opening,
                    Latency.of(times),
                    StreamsReport.tenths(times),
                    before,
                    after,
                    Duration.ofNanos(System.nanoTime() - thawed));
        }
    }

    /**
     * Whom it took out comes back in front, before the worker looks: nobody's row is missing then.
     */
    private void move(
            StreamsOptions options,
            long couponId,
            RedisCommands<String, String> redis,
            OpenStreams streams,
            SplittableRandom random)
            throws InterruptedException {
        Map<Long, Double> taken = new HashMap<>();
        try (Progress progress = screen.begin("changes", options.changes())) {
            for (int change = 1; change <= options.changes(); change++) {
                TimeUnit.MILLISECONDS.sleep(random.nextLong(LONGEST_PAUSE_MILLIS));
                streams.follow(
                        StreamsOptions.STEP,
                        () ->
                                taken.putAll(
                                        GateStore.takeFirst(redis, couponId, StreamsOptions.STEP)));
                progress.reached(change);
            }
        } finally {
            GateStore.putBack(redis, couponId, taken);
        }
    }

    private void warmUp(long couponId, List<User> watching) {
        try (OpenStreams streams = new OpenStreams(Latency.histogram())) {
            streams.open(
                    product.gateway(),
                    couponId,
                    watching.subList(0, Math.min(WARM_UP, watching.size())));
        }
    }

    private Footprint gateway() throws IOException, InterruptedException {
        return Footprint.of(requireNonNull(product.pids().get("gateway")));
    }

    private void claim(long couponId, List<User> people) throws InterruptedException {
        RequestTemplate request =
                RequestTemplate.withToken(
                        "POST", product.gateway(), "/api/v3/me/coupons/" + couponId + "/issue");
        Agenda agenda = new Agenda();
        people.forEach(user -> agenda.add(new Claim(user, request, agenda)));
        try (LoadClient client = LoadClient.connect(product.gateway(), CONNECTIONS, LIMIT)) {
            if (!client.run(agenda, LIMIT)) {
                throw new IllegalStateException("not everybody was admitted within " + LIMIT);
            }
        }
    }

    private Coupon coupon(int total) {
        Instant now = clock.instant();
        ProductApi admin =
                ProductApi.anonymous(product.gateway())
                        .signedIn(product.admin().username(), product.admin().password());
        Coupon coupon =
                admin.createCoupon(
                        "Streams of " + now,
                        total,
                        now.minusSeconds(60),
                        now.plus(Duration.ofDays(1)));
        Announcement.await(product.gateway(), coupon.id());
        return coupon;
    }

    private List<User> mint(int count, long seed) {
        TokenMint mint = TokenMint.of(product);
        try (Progress progress = screen.begin("tokens", count)) {
            return Users.mint(mint, count, seed, clock, progress::reached);
        }
    }
}
