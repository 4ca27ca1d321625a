package io.couponrush.gateway.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.testing.RawClient;
import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestGate;
import io.couponrush.gateway.testing.TestGateway;
import io.couponrush.localstack.LocalStack;
import io.couponrush.localstack.Part;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A gateway with room for one claim, which a frozen Redis holds up. */
class DoorTest {

    private static final String ELSE = "{\"type\":\"urn:coupon-rush:problem:";

    private static TestGateway gateway;

    private final Part redis = LocalStack.shared().redis();
    private TestGate gate;
    private RawClient first;
    private long inside;

    @BeforeAll
    static void start() {
        gateway =
                TestGateway.start(
                        Map.of(
                                "spring.profiles.active", "load-test",
                                "rush.claim.max-in-flight", "1"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void theRoomIsFull() throws IOException {
        gate = TestGate.open(10);
        TestCatalogue.announce(TestCatalogue.open(gate.couponId, 10), gateway);
        redis.freeze();
        first = RawClient.connect(gateway).send(claim(1, ""));
        await().atMost(TestCatalogue.BOUND)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> !gateway.bean(InFlight.class).isEmpty());
        inside = System.nanoTime();
    }

    @AfterEach
    void theRoomIsEmpty() throws IOException {
        redis.thaw();
        first.close();
        awaitRoom();
    }

    private static void awaitRoom() {
        await().atMost(TestCatalogue.BOUND)
                .until(() -> gateway.bean(InFlight.class).isEmpty() && keeper().waiting() == 0);
    }

    @Test
    void aRefusalIsAWholeAnswerAndTheConnectionGoesOn() throws IOException {
        double before = refused();
        try (RawClient client = RawClient.connect(gateway)) {
            for (int i = 0; i < 3; i++) {
                assertRefused(client.send(claim(2, "")));
            }
            assertThat(refused() - before).isEqualTo(3);
            redis.thaw();
            awaitRoom();
            assertThat(client.send(claim(2, "")).readPast("}")).startsWith("HTTP/1.1 202 ");
        }
    }

    /** From the headers to the answer, the wait for Redis included; a refusal is no answer here. */
    @Test
    void whoIsLetInIsTimed() throws IOException {
        Timer latency = gateway.bean(GatewayMeters.class).latency();
        long before = latency.count();
        double secondsBefore = latency.totalTime(TimeUnit.SECONDS);
        assertThat(gauge("rush.claims.waiting")).isEqualTo(1);
        assertThat(gauge("rush.claims.inflight")).isEqualTo(1);
        await().atMost(TestCatalogue.BOUND).until(() -> gauge("rush.redis.commands") > 0);
        try (RawClient client = RawClient.connect(gateway)) {
            assertRefused(client.send(claim(2, "")));
        }
        double waited = (System.nanoTime() - inside) / 1e9;
        redis.thaw();
        first.readPast("}");

        await().atMost(TestCatalogue.BOUND).until(() -> latency.count() == before + 1);
        assertThat(latency.totalTime(TimeUnit.SECONDS) - secondsBefore).isGreaterThan(waited);
        assertThat(gauge("rush.claims.waiting")).isZero();
        await().atMost(TestCatalogue.BOUND).until(() -> gauge("rush.redis.commands") == 0);
        assertThat(gauge("rush.redis.commands.max")).isEqualTo(20_000);
    }

    private static double gauge(String name) {
        return gateway.bean(MeterRegistry.class).get(name).gauge().value();
    }

    /** What would have to be verified costs too much now. */
    @Test
    void nobodyIsAskedWhoTheyAre() throws IOException {
        try (RawClient client = RawClient.connect(gateway)) {
            assertRefused(
                    client.send("POST %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path())));
        }
    }

    @Test
    void aBodyIsReadAndForgotten() throws IOException {
        try (RawClient client = RawClient.connect(gateway)) {
            client.send(claim(2, "{\"a\":"));
            assertThat(client.readPast("}")).startsWith("HTTP/1.1 503 ");
            assertRefused(client.send("1}").send(claim(2, "")));
        }
    }

    /** Answers leave in the order of their requests; the three come in one piece. */
    @Test
    void whatIsAskedBehindAnotherRequestIsAnsweredBehindIt() throws IOException {
        try (RawClient client = RawClient.connect(gateway)) {
            client.send(
                    "GET /api/v3/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            + claim(2, "")
                            + claim(3, ""));
            assertThat(client.readPast("}")).startsWith("HTTP/1.1 404 ");
            assertThat(client.readPast("OVERLOADED\"}")).startsWith("HTTP/1.1 503 ");
            assertRefused(client);
        }
    }

    @Test
    void otherRequestsAreLetIn() throws IOException {
        try (RawClient client = RawClient.connect(gateway)) {
            client.send("GET /api/v3/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.readPast(ELSE)).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void whoHangsUpMakesRoom() throws IOException {
        first.hangUpWhen(() -> keeper().waiting() == 1);

        await().atMost(TestCatalogue.BOUND).until(() -> keeper().waiting() == 0);
    }

    private static void assertRefused(RawClient client) {
        String answer = client.readPast("OVERLOADED\"}");
        assertThat(answer)
                .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
                .containsIgnoringCase("\r\ncontent-type: application/problem+json\r\n")
                .containsPattern("(?i)\r\nretry-after: [1-5]\r\n")
                .containsIgnoringCase("\r\nx-content-type-options: nosniff\r\n")
                .contains(ELSE + "overloaded\"");
    }

    private String claim(long user, String body) {
        int length = body.isEmpty() ? 0 : body.length() + 2; // the rest comes later
        return "POST %s HTTP/1.1\r\nHost: localhost\r\nCommerce-User-Id: %d\r\n"
                        .formatted(path(), user)
                + "Content-Length: %d\r\n\r\n%s".formatted(length, body);
    }

    private String path() {
        return "/api/v3/me/coupons/" + gate.couponId + "/issue";
    }

    private static Doorkeeper keeper() {
        return gateway.bean(Doorkeeper.class);
    }

    private static double refused() {
        return gateway.bean(MeterRegistry.class)
                .get("rush.claims")
                .tag("answer", "overloaded")
                .counter()
                .count();
    }
}
