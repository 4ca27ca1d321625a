package io.couponrush.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.couponrush.gateway.testing.EventStream;
import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestGate;
import io.couponrush.gateway.testing.TestGateway;
import io.couponrush.gateway.testing.TestIssuer;
import io.couponrush.gateway.testing.TestServers;
import io.couponrush.localstack.LocalStack;
import io.couponrush.localstack.Part;
import io.couponrush.pulse.CouponPulse.Books;
import io.couponrush.pulse.PulseCodec;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Live views over HTTP, of several gateways, on a real Kafka. Long, because all of it needs the
 * same two gateways.
 */
class LiveTest {

    private static final Map<String, String> SETTINGS = Map.of("rush.live.max-views", "2");

    private static TestGateway here;
    private static TestGateway there;
    private static Producer<byte[], byte[]> worker;

    private final long couponId = announced();
    private final String admin = TestIssuer.shared().token(1, "USER", "ADMIN");

    @BeforeAll
    static void start() {
        here = TestGateway.start(SETTINGS);
        there = TestGateway.start(SETTINGS);
        worker =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", TestServers.kafka()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        here.close();
        there.close();
        worker.close();
    }

    /** Points are rates, so how many were told is the board's test; here: of whom. */
    @Test
    void claimsOfAllGatewaysAreSummedAndThePastIsThere() throws Exception {
        AtomicLong users = new AtomicLong();
        try (EventStream view = open(here)) {
            assertThat(view.event(1).name()).isEqualTo("history");
            await().atMost(TestCatalogue.BOUND)
                    .until(
                            () -> { // on and on: what is told far too late is left out
                                long user = users.incrementAndGet();
                                assertThat(Claims.one(couponId, here, user)).isEqualTo(202);
                                assertThat(Claims.one(couponId, there, user)).isEqualTo(202);
                                return areOfBoth(Points.of(view));
                            });
            assertThat(Points.sum(view, "sold_out")).isZero();
            JsonNode busy = Points.await(view, point -> point.path("p50Millis").isNumber());
            assertThat(busy.path("p50Millis").asDouble()).isPositive();
            assertThat(busy.path("p99Millis").asDouble())
                    .isGreaterThanOrEqualTo(busy.path("p50Millis").asDouble());
            Points.await(view, point -> point.path("gateways").asInt() >= 2);
        }
        try (EventStream later = open(there)) {
            await().atMost(TestCatalogue.BOUND).until(() -> areOfBoth(Points.past(later)));
            assertThat(Points.past(later)).hasSizeLessThanOrEqualTo(600);
        }
    }

    /** Of one second: everybody was admitted here, and asked again there. */
    private static boolean areOfBoth(List<JsonNode> points) {
        return points.stream()
                .map(List::of)
                .anyMatch(
                        second ->
                                Points.sum(second, "admitted") > 0
                                        && Points.sum(second, "existing") > 0);
    }

    @Test
    void whatWorkersTellIsShownAndOtherCouponsNumbersAreNot() throws Exception {
        AtomicLong lastTold = new AtomicLong();
        try (EventStream view = open(here)) {
            view.event(2);
            await().atMost(TestCatalogue.BOUND)
                    .until(
                            () -> {
                                tellNowAndThen(lastTold);
                                return Points.of(view).stream().anyMatch(LiveTest::isOfForty);
                            });
            JsonNode point = Points.await(view, LiveTest::isOfForty);

            assertThat(point.path("pending").asLong()).isEqualTo(2);
            assertThat(point.path("balance").toString())
                    .isEqualTo(
                            "{\"admitted\":50,\"issued\":45,\"rejected\":1,\"deadLettered\":1,"
                                    + "\"returned\":1,\"elsewhere\":0,\"pending\":2,"
                                    + "\"difference\":0}");
            assertThat(point.path("workers").asInt()).isEqualTo(1);
            JsonNode gone =
                    Points.await(
                            view,
                            it -> it.path("workers").asInt() == 0 && at(it).isAfter(at(point)));
            assertThat(gone.path("balance").isNull()).isTrue();
            assertThat(gone.path("issuedPerSecond").isNull()).isTrue();
        }
    }

    private static boolean isOfForty(JsonNode point) {
        return point.path("issuedPerSecond").asDouble() == 40;
    }

    /** Anew after three seconds: what a board hears far too late it leaves out. */
    private void tellNowAndThen(AtomicLong lastTold) throws Exception {
        long second = Instant.now().getEpochSecond();
        if (second < lastTold.get() + 3) {
            return;
        }
        lastTold.set(second);
        Books books = new Books(50, 45, 1, 1, 1, 0, 2, 0);
        var _ =
                worker.send(
                        PulseCodec.record(Pulses.worker("w", second, couponId + 1, 1_000, null)));
        worker.send(PulseCodec.record(Pulses.worker("w", second, couponId, 40, books))).get();
    }

    @Test
    void aGatewayThatJoinsIsCountedAndOneThatGoesIsNot() throws Exception {
        try (EventStream view = open(here)) {
            Points.await(view, it -> it.path("gateways").asInt() == 2);
            try (TestGateway _ = TestGateway.start(SETTINGS)) {
                Points.await(view, it -> it.path("gateways").asInt() == 3);
            }
            int before = Points.of(view).size();
            await().atMost(TestCatalogue.BOUND)
                    .until(
                            () ->
                                    Points.of(view).stream()
                                            .skip(before)
                                            .anyMatch(it -> it.path("gateways").asInt() == 2));
        }
    }

    @Test
    void pointsComeEverySecondInOrder() throws Exception {
        try (EventStream view = open(here)) {
            // a view that has waited for the past in vain has gaps, and begins anew with the past
            await().atMost(TestCatalogue.BOUND)
                    .until(
                            () ->
                                    !Points.past(view).isEmpty()
                                            && Points.of(view).size()
                                                    >= Points.past(view).size() + 5
                                            && at(Points.of(view).getLast())
                                                    .isAfter(Instant.now().minusSeconds(3)));
            assertThat(view.events())
                    .extracting(EventStream.Event::name)
                    .containsOnly("history", "point");
            List<Instant> times = Points.of(view).stream().map(LiveTest::at).toList();
            for (int i = 1; i < times.size(); i++) {
                assertThat(times.get(i)).isEqualTo(times.get(i - 1).plusSeconds(1));
            }
            assertThat(times.getLast()).isBeforeOrEqualTo(Instant.now());
        }
    }

    private static Instant at(JsonNode point) {
        return Instant.parse(point.path("at").asString());
    }

    @Test
    void theTopicIsReadWhileSomebodyLooksAndNoLonger() throws Exception {
        PulseTail tail = here.bean(PulseTail.class);
        await().atMost(TestCatalogue.BOUND).until(() -> !tail.isReading());
        try (EventStream view = open(here)) {
            view.event(1);
            await().atMost(TestCatalogue.BOUND).until(tail::isReading);
        }
        await().atMost(TestCatalogue.BOUND).until(() -> !tail.isReading());
    }

    /** Who looks sees a gap; who claims is answered as if nothing were; the view goes on. */
    @Test
    void anOutageOfKafkaCostsTheViewAndNothingElse() throws Exception {
        Part kafka = LocalStack.shared().kafka();
        try (EventStream view = open(here)) {
            Points.await(view, it -> it.path("gateways").asInt() == 2);
            TestGate.sharedRedis().hset("coupon:{" + couponId + "}:gate", "state", "PAUSED");
            kafka.freeze();
            try {
                Points.await(view, it -> it.path("gateways").isNull());
                long begun = System.nanoTime();
                for (int i = 0; i < 100; i++) {
                    assertThat(Claims.one(couponId, here, 1_000 + i)).isEqualTo(503);
                }
                assertThat((System.nanoTime() - begun) / 1e6)
                        .as("milliseconds of 100 claims, of which none waits for a second")
                        .isLessThan(60_000);
            } finally {
                kafka.thaw();
            }
            int before = Points.of(view).size();
            await().atMost(TestCatalogue.BOUND)
                    .until(
                            () ->
                                    Points.of(view).stream()
                                            .skip(before)
                                            .anyMatch(it -> it.path("gateways").asInt() == 2));
            assertThat(view.isOpen()).isTrue();
        }
    }

    @Test
    void isForAdminsOfCouponsThatThereAreAndBounded() throws Exception {
        assertThat(status(path(couponId), null)).isEqualTo(401);
        assertThat(status(path(couponId), TestIssuer.shared().token(1))).isEqualTo(403);
        assertThat(status(path(couponId + 1), admin)).isEqualTo(404);
        assertThat(status("/api/v3/admin/coupons/x/live", admin)).isEqualTo(400);
        HttpRequest json =
                HttpRequest.newBuilder(here.uri(path(couponId)))
                        .header("Accept", "application/json")
                        .header("Authorization", "Bearer " + admin)
                        .build();
        assertThat(TestGateway.HTTP.send(json, BodyHandlers.discarding()).statusCode())
                .isEqualTo(406);
        await().atMost(TestCatalogue.BOUND).until(() -> here.bean(LiveViews.class).isIdle());
        try (EventStream first = open(here);
                EventStream second = open(here)) {
            assertThat(first.answer().statusCode()).isEqualTo(200);
            assertThat(first.answer().headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(second.answer().statusCode()).isEqualTo(200);
            assertThat(status(path(couponId), admin)).isEqualTo(503);
        }
        await().atMost(TestCatalogue.BOUND)
                .until(
                        () -> {
                            try (EventStream third = open(here)) {
                                return third.answer().statusCode() == 200;
                            }
                        });
    }

    private static long announced() {
        TestGate gate = TestGate.open(1_000);
        TestCatalogue.announce(TestCatalogue.open(gate.couponId, 1_000), here, there);
        return gate.couponId;
    }

    private static String path(long coupon) {
        return "/api/v3/admin/coupons/" + coupon + "/live";
    }

    private EventStream open(TestGateway gateway) throws Exception {
        return EventStream.open(gateway, path(couponId), admin, null);
    }

    private int status(String path, @Nullable String token) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(here.uri(path)).header("Accept", "text/event-stream");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return TestGateway.HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}
