package io.couponrush.gateway.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestGate;
import io.couponrush.gateway.testing.TestGateway;
import io.couponrush.gateway.testing.TestIssuer;
import io.couponrush.localstack.LocalStack;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import reactor.blockhound.BlockHound;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * No step of a claim makes an event loop wait, whatever Kafka and Redis do meanwhile. In a JVM of
 * its own: the watch changes the classes of all that runs in it.
 */
class NoBlockingIT {

    private static final Queue<String> BLOCKED = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void watch() {
        BlockHound.builder()
                .loadIntegrations()
                // Lettuce's and Kafka's short critical sections; a wait for a condition still
                // counts
                .allowBlockingCallsInside("java.util.concurrent.locks.ReentrantLock", "lock")
                .blockingMethodCallback(method -> BLOCKED.add(method + " at " + callers()))
                .install();
    }

    @Test
    void theWatchWorks() {
        Mono.fromCallable(() -> new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS))
                .subscribeOn(Schedulers.parallel())
                .block();

        assertThat(BLOCKED).isNotEmpty();
    }

    @Test
    void aClaimNeverBlocks() {
        try (TestGateway gateway = TestGateway.start()) {
            warmUp(gateway);
            TestGate gate = announced(gateway, 300);

            for (int round = 0; round < 2; round++) { // admitted, sold out; again and from memory
                assertThat(claimAll(gateway, gate, 1, 300)).containsOnly(202);
                assertThat(claimAll(gateway, gate, 301, 600)).containsOnly(409);
            }
            assertThat(BLOCKED).isEmpty();
        }
    }

    @Test
    void aClaimNeverBlocksWhileKafkaIsFrozen() {
        try (TestGateway gateway = TestGateway.start(Map.of("rush.claim.answer-within", "2s"))) {
            warmUp(gateway);
            TestGate gate = announced(gateway, 50);
            LocalStack.shared().kafka().freeze();
            try {
                assertThat(claimAll(gateway, gate, 1, 50)).containsOnly(503);
            } finally {
                LocalStack.shared().kafka().thaw();
            }
            assertThat(BLOCKED).isEmpty();
        }
    }

    /** The first claims load classes, and some of them a native library. */
    private static void warmUp(TestGateway gateway) {
        TestGate gate = announced(gateway, 1);
        await().atMost(TestCatalogue.BOUND)
                .until(() -> claimAll(gateway, gate, 1, 1).contains(202));
        await().atMost(TestCatalogue.BOUND)
                .until(() -> claimAll(gateway, gate, 2, 2).contains(409));
        BLOCKED.clear();
    }

    private static TestGate announced(TestGateway gateway, long total) {
        TestGate gate = TestGate.open(total);
        TestCatalogue.announce(TestCatalogue.open(gate.couponId, total), gateway);
        return gate;
    }

    private static List<Integer> claimAll(TestGateway gateway, TestGate gate, long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(user -> claim(gateway, gate, user))
                .toList()
                .stream()
                .map(answer -> answer.join().statusCode())
                .toList();
    }

    private static CompletableFuture<HttpResponse<Void>> claim(
            TestGateway gateway, TestGate gate, long user) {
        HttpRequest request =
                HttpRequest.newBuilder(
                                gateway.uri("/api/v3/me/coupons/" + gate.couponId + "/issue"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .header("Authorization", "Bearer " + TestIssuer.shared().token(user))
                        .build();
        return TestGateway.HTTP.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    }

    private static String callers() {
        return StackWalker.getInstance()
                .walk(
                        frames ->
                                frames.skip(3)
                                        .limit(14)
                                        .map(frame -> "\n    " + frame)
                                        .collect(Collectors.joining()));
    }
}
