package io.couponrush.gateway.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.redis.RedisLink;
import io.couponrush.gateway.testing.IssueRequests;
import io.couponrush.gateway.testing.RawClient;
import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestGate;
import io.couponrush.gateway.testing.TestGateway;
import io.couponrush.localstack.LocalStack;
import io.couponrush.localstack.Part;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * P7, and P3 through outages and shutdowns. Long, because whatever may be away is away in each way.
 */
@ExtendWith(OutputCaptureExtension.class)
class OutageTest {

    private static final Map<String, String> TRUSTING =
            Map.of("spring.profiles.active", "load-test");

    private final Part redis = LocalStack.shared().redis();
    private final Part kafka = LocalStack.shared().kafka();

    @AfterEach
    void allIsUpAgain() {
        redis.thaw();
        kafka.thaw();
    }

    @Test
    void whileRedisIsSlowNobodyIsToldAnythingAndALateDecisionIsStillHandedOver() {
        try (TestGateway gateway = TestGateway.start(answeringWithin("2s"));
                IssueRequests requests = IssueRequests.fromNow()) {
            TestGate gate = announced(gateway, 1);
            redis.freeze();
            HttpResponse<String> answer = claim(gateway, gate, 1).join();

            assertProblem(answer, "ADMISSION_UNAVAILABLE");
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isBetween(1L, 5L);

            redis.thaw();
            List<CouponIssueRequested> published = new ArrayList<>();
            await().atMost(TestCatalogue.BOUND)
                    .until(
                            () -> {
                                published.addAll(requests.of(gate.couponId));
                                return !published.isEmpty();
                            });
            assertThat(published.getFirst().userId()).isEqualTo(1);
            await().atMost(TestCatalogue.BOUND)
                    .until(() -> claim(gateway, gate, 1).join().body().contains("\"sequence\":1,"));
        }
    }

    /** Restarted with its data, it may lack the last second: nobody is admitted by it. */
    @Test
    void whileRedisIsGoneAndUntilItsGateIsRebuiltEverybodyIsToldToComeBack() {
        try (TestGateway gateway = TestGateway.start(TRUSTING)) {
            TestGate gate = announced(gateway, 1);
            gate.awaitAppended();
            redis.kill();
            try {
                for (long user = 1; user <= 20; user++) {
                    assertProblem(claim(gateway, gate, user).join(), "ADMISSION_UNAVAILABLE");
                }
            } finally {
                redis.restart();
            }
            RedisLink link = gateway.bean(RedisLink.class);
            await().atMost(TestCatalogue.BOUND).until(link::isConnected);
            assertThat(gate.redis.hget(gate.keys.gate(), "total")).as("its data").isEqualTo("1");
            for (long user = 1; user <= 20; user++) {
                assertProblem(claim(gateway, gate, user).join(), "ADMISSION_UNAVAILABLE");
            }
            assertThat(gate.redis.exists(gate.keys.tickets())).isZero();

            gate.trusted();
            assertThat(claim(gateway, gate, 21).join().statusCode()).isEqualTo(202);
        }
    }

    @Test
    void whileKafkaIsSlowTheSlotIsKeptAndTheRecordArrivesLater() {
        // within which Redis has to decide on a busy machine, too
        try (TestGateway gateway = TestGateway.start(answeringWithin("5s"));
                IssueRequests requests = IssueRequests.fromNow()) {
            TestGate gate = announced(gateway, 1);
            kafka.freeze();
            HttpResponse<String> answer = claim(gateway, gate, 1).join();

            assertProblem(answer, "HANDOFF_UNCONFIRMED");
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isBetween(1L, 3L);
            assertProblem(claim(gateway, gate, 2).join(), "SOLD_OUT");

            kafka.thaw();
            await().atMost(TestCatalogue.BOUND)
                    .until(() -> claim(gateway, gate, 1).join().statusCode() == 202);
            assertThat(requests.of(gate.couponId))
                    .extracting(CouponIssueRequested::userId)
                    .containsOnly(1L);
        }
    }

    @Test
    void beforeKafkaWasEverReachedTheGatewayIsNotReadyAndAdmitsNobody(CapturedOutput log)
            throws Exception {
        Map<String, String> noKafka =
                Map.of(
                        "spring.profiles.active",
                        "load-test",
                        "spring.kafka.bootstrap-servers",
                        "localhost:1");
        try (TestGateway gateway = TestGateway.startUnready(noKafka)) {
            assertThat(gateway.isReady()).isFalse();
            assertProblem(claim(gateway, TestGate.open(1), 1).join(), "ADMISSION_UNAVAILABLE");
            HttpRequest dependencies =
                    HttpRequest.newBuilder(gateway.managementUri("/actuator/health/dependencies"))
                            .build();
            assertThat(TestGateway.HTTP.send(dependencies, BodyHandlers.discarding()).statusCode())
                    .as("Kafka is asked for two seconds")
                    .isEqualTo(503);
            await().atMost(TestCatalogue.BOUND).until(() -> log.toString().contains("AdminClient"));
            assertThat(log).doesNotContain("Rebootstrapping with Cluster");
        }
    }

    @Test
    void tooManyClaimsAtOnceAreRefusedEarly() {
        Map<String, String> three =
                Map.of("spring.profiles.active", "load-test", "rush.claim.max-in-flight", "3");
        try (TestGateway gateway = TestGateway.start(three)) {
            TestGate gate = announced(gateway, 10);
            InFlight inFlight = gateway.bean(InFlight.class);
            redis.freeze();
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            for (long user = 1; user <= 3; user++) {
                waiting.add(claim(gateway, gate, user));
            }
            await().atMost(TestCatalogue.BOUND).until(inFlight::isFull);
            long asked = gateway.bean(GatewayMeters.class).admission().count();

            for (long user = 4; user <= 23; user++) {
                HttpResponse<String> answer = claim(gateway, gate, user).join();
                assertProblem(answer, "OVERLOADED");
                assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                        .isBetween(1L, 5L);
            }
            redis.thaw();
            waiting.forEach(CompletableFuture::join);
            await().atMost(TestCatalogue.BOUND).until(inFlight::isEmpty);

            assertThat(gateway.bean(GatewayMeters.class).admission().count() - asked).isEqualTo(3);
            assertThat(gate.redis.hlen(gate.keys.tickets())).isEqualTo(3);
            assertThat(claim(gateway, gate, 4).join().statusCode()).isEqualTo(202);
        }
    }

    @Test
    void aShutdownAnswersWhatItHasTaken() {
        TestGateway gateway = TestGateway.start(TRUSTING);
        TestGate gate = announced(gateway, 1);
        redis.freeze();
        CompletableFuture<HttpResponse<String>> answer = claim(gateway, gate, 1);
        await().atMost(TestCatalogue.BOUND).until(() -> !gateway.bean(InFlight.class).isEmpty());

        CompletableFuture<Void> closed = CompletableFuture.runAsync(gateway::close);
        await().atMost(TestCatalogue.BOUND).until(() -> refusesConnections(gateway));
        redis.thaw();

        assertThat(answer.join().statusCode()).isEqualTo(202);
        assertThat(answer.join().headers().firstValue("connection"))
                .as("it was asked before anybody said goodbye")
                .hasValue("close");
        closed.join();
    }

    /** The HTTP server forgets a request whose client has left; the claim is still finished. */
    @Test
    void aShutdownHandsOverWhatWasAdmittedForAClientThatHasLeft() throws Exception {
        Map<String, String> patient =
                Map.of("spring.profiles.active", "load-test", "rush.claim.drain-timeout", "60s");
        try (IssueRequests requests = IssueRequests.fromNow()) {
            TestGateway gateway = TestGateway.start(patient);
            TestGate gate = announced(gateway, 1);
            redis.freeze();
            RawClient.connect(gateway)
                    .send("POST " + path(gate) + " HTTP/1.1\r\n")
                    .send("Host: localhost\r\nCommerce-User-Id: 1\r\nContent-Length: 0\r\n\r\n")
                    .hangUpWhen(() -> !gateway.bean(InFlight.class).isEmpty());

            CompletableFuture<Void> closed = CompletableFuture.runAsync(gateway::close);
            await().atMost(TestCatalogue.BOUND).until(() -> refusesConnections(gateway));
            redis.thaw();
            closed.join();

            assertThat(requests.of(gate.couponId))
                    .extracting(CouponIssueRequested::userId)
                    .containsExactly(1L);
        }
    }

    /** Trusting, too; for a test that waits for this. */
    private static Map<String, String> answeringWithin(String time) {
        return Map.of("spring.profiles.active", "load-test", "rush.claim.answer-within", time);
    }

    private static TestGate announced(TestGateway gateway, long total) {
        TestGate gate = TestGate.open(total);
        TestCatalogue.announce(TestCatalogue.open(gate.couponId, total), gateway);
        return gate;
    }

    private static boolean refusesConnections(TestGateway gateway) {
        try {
            RawClient.connect(gateway).close();
            return false;
        } catch (IOException | UncheckedIOException e) {
            return true;
        }
    }

    private static String path(TestGate gate) {
        return "/api/v3/me/coupons/" + gate.couponId + "/issue";
    }

    private static CompletableFuture<HttpResponse<String>> claim(
            TestGateway gateway, TestGate gate, long user) {
        HttpRequest request =
                HttpRequest.newBuilder(gateway.uri(path(gate)))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .header("Commerce-User-Id", Long.toString(user))
                        .build();
        return TestGateway.HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> answer, String code) {
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }
}
