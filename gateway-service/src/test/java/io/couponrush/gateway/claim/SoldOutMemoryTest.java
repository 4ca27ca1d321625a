package io.couponrush.gateway.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.couponrush.gateway.gate.Gate;
import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestGate;
import io.couponrush.gateway.testing.TestGateway;
import io.couponrush.localstack.LocalStack;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What a gateway remembers of a sold-out coupon saves Redis calls and never lies to a winner. Long,
 * because every way to lie has its test on the same two gateways.
 */
class SoldOutMemoryTest {

    /** As the worker: a raise counts so much later. */
    private static final Duration RAISE_DELAY = Duration.ofSeconds(2);

    private static final long NOBODY = 999_999_999;

    private static TestGateway one;
    private static TestGateway other;

    @BeforeAll
    static void start() {
        // thousands of signatures would take longer than the test, and two tests wait for a 503
        Map<String, String> settings =
                Map.of("spring.profiles.active", "load-test", "rush.claim.answer-within", "5s");
        one = TestGateway.start(settings);
        other = TestGateway.start(settings);
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
    }

    @Test
    void thoseWhoComeLateCostNoRedisCall() throws Exception {
        TestGate gate = soldOut(100);
        remember(one, gate);
        int costNothing = 0;
        long calls = 0;
        long soldOut = 0;
        for (int round = 0; round < 10; round++) {
            long before = admissions(one);
            List<HttpResponse<String>> late = claimAll(one, gate, 10_001 + round * 500L, 500);
            long cost = admissions(one) - before;

            assertThat(late).allMatch(answer -> isSoldOut(answer) || answer.statusCode() == 503);
            soldOut += late.stream().filter(SoldOutMemoryTest::isSoldOut).count();
            calls += cost;
            costNothing += cost == 0 ? 1 : 0;
        }
        // a lease lapses on a machine that stands still for a second; then some calls go through
        assertThat(costNothing).isPositive();
        assertThat(calls).isLessThan(soldOut / 2);
    }

    @Test
    void aWinnerWhoAsksAgainGetsTheTicketFromAnyGateway() throws Exception {
        TestGate gate = soldOut(20);
        remember(one, gate);
        remember(other, gate);

        for (long winner = 1; winner <= 20; winner++) {
            String ticket = gate.redis.hget(gate.keys.tickets(), "" + winner);
            for (TestGateway gateway : List.of(one, other)) {
                HttpResponse<String> again = claim(gateway, gate, winner);
                assertThat(again.statusCode()).isEqualTo(202);
                assertThat(again.body()).contains("\"sequence\":" + ticket + ",");
            }
        }
        assertProblem(claim(one, gate, NOBODY), "SOLD_OUT");
    }

    @Test
    void aWinnerWhoWasTold503GetsTheTicketFromAnyGateway() throws Exception {
        TestGate gate = announced(1);
        LocalStack.shared().kafka().freeze();
        try {
            assertProblem(claim(one, gate, 1), "HANDOFF_UNCONFIRMED");
            remember(one, gate);
            remember(other, gate);
        } finally {
            LocalStack.shared().kafka().thaw();
        }

        for (TestGateway gateway : List.of(one, other)) {
            await().atMost(TestCatalogue.BOUND)
                    .until(() -> claim(gateway, gate, 1).statusCode() == 202);
            assertThat(claim(gateway, gate, 1).body()).contains("\"sequence\":1,");
        }
        assertThat(gate.redis.hget(gate.keys.gate(), "admitted")).isEqualTo("1");
    }

    /**
     * The one admitted after a raise asks the other gateway at once, which holds a memory from
     * before the raise: it must have forgotten by then.
     */
    @Test
    void whoIsAdmittedAfterARaiseIsNotRefusedByAnotherGateway() throws Exception {
        TestGate gate = soldOut(10);
        for (int raise = 1; raise <= 2; raise++) {
            remember(one, gate);
            remember(other, gate);
            gate.raise(10 + raise, RAISE_DELAY);

            long winner = 500L + raise;
            await().atMost(TestCatalogue.BOUND)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> claim(other, gate, winner).statusCode() == 202);
            HttpResponse<String> elsewhere = claim(one, gate, winner);

            assertThat(elsewhere.body()).contains("\"sequence\":" + (10 + raise) + ",");
            assertThat(elsewhere.statusCode()).isEqualTo(202);
        }
    }

    /** The same of a slot that v2 gave back: nobody who got it is refused by a memory. */
    @Test
    void whoGotAReturnedSlotIsNeverToldSoldOut() throws Exception {
        TestGate gate = soldOut(10);
        for (int round = 1; round <= 2; round++) {
            remember(one, gate);
            remember(other, gate);
            gate.giveBack(round, RAISE_DELAY);

            long winner = 500L + round;
            await().atMost(TestCatalogue.BOUND)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> claim(other, gate, winner).statusCode() == 202);
            HttpResponse<String> elsewhere = claim(one, gate, winner);

            assertThat(elsewhere.body()).contains("\"sequence\":" + (10 + round) + ",");
            assertThat(elsewhere.statusCode()).isEqualTo(202);
        }
    }

    @Test
    void withoutRedisTheMemoryLapses() throws Exception {
        TestGate gate = soldOut(5);
        remember(one, gate);
        assertProblem(claim(one, gate, NOBODY), "SOLD_OUT");

        LocalStack.shared().redis().freeze();
        try {
            Gate memory = one.bean(Gate.class);
            await().atMost(TestCatalogue.BOUND)
                    .until(() -> memory.recall(gate.couponId, NOBODY) == null);
            assertProblem(claim(one, gate, NOBODY), "ADMISSION_UNAVAILABLE");
        } finally {
            LocalStack.shared().redis().thaw();
        }
        await().atMost(TestCatalogue.BOUND)
                .until(() -> claim(one, gate, NOBODY).statusCode() == 409);
    }

    @Test
    void aClosedCouponIsRememberedAndItsHoldersToo() throws Exception {
        TestGate gate = announced(10);
        claim(one, gate, 1);
        gate.set("state", "CLOSED").set("version", 2);
        remember(one, gate);

        await().atMost(TestCatalogue.BOUND)
                .until(
                        () -> {
                            long before = admissions(one);
                            for (HttpResponse<String> answer : claimAll(one, gate, 10_001, 50)) {
                                assertProblem(answer, "CLOSED");
                            }
                            return admissions(one) == before;
                        });
        assertThat(claim(one, gate, 1).statusCode()).isEqualTo(202);
    }

    private static TestGate announced(long total) {
        TestGate gate = TestGate.open(total);
        TestCatalogue.announce(TestCatalogue.open(gate.couponId, total), one, other);
        return gate;
    }

    private static TestGate soldOut(int total) {
        TestGate gate = announced(total);
        // who is told to come back does: a claim never counts twice
        await().atMost(TestCatalogue.BOUND)
                .until(
                        () ->
                                claimAll(one, gate, 1, total).stream()
                                        .allMatch(answer -> answer.statusCode() == 202));
        return gate;
    }

    /** Lets a gateway be asked in vain until it answers from memory. */
    private static void remember(TestGateway gateway, TestGate gate) {
        Gate memory = gateway.bean(Gate.class);
        await().atMost(TestCatalogue.BOUND)
                .until(
                        () -> {
                            assertThat(claim(gateway, gate, NOBODY).statusCode()).isNotEqualTo(202);
                            return memory.recall(gate.couponId, NOBODY) != null;
                        });
    }

    private static List<HttpResponse<String>> claimAll(
            TestGateway gateway, TestGate gate, long firstUser, int users) {
        List<HttpResponse<String>> answers = new ArrayList<>();
        int width = 100; // at a time
        for (int done = 0; done < users; done += width) {
            List<CompletableFuture<HttpResponse<String>>> some =
                    LongStream.range(firstUser + done, firstUser + Math.min(users, done + width))
                            .mapToObj(user -> send(gateway, gate, user))
                            .collect(Collectors.toList());
            some.forEach(answer -> answers.add(answer.join()));
        }
        return answers;
    }

    private static HttpResponse<String> claim(TestGateway gateway, TestGate gate, long user) {
        return send(gateway, gate, user).join();
    }

    private static CompletableFuture<HttpResponse<String>> send(
            TestGateway gateway, TestGate gate, long user) {
        HttpRequest request =
                HttpRequest.newBuilder(
                                gateway.uri("/api/v3/me/coupons/" + gate.couponId + "/issue"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .header("Commerce-User-Id", Long.toString(user))
                        .build();
        return TestGateway.HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private static boolean isSoldOut(HttpResponse<String> answer) {
        return answer.body().contains("\"code\":\"SOLD_OUT\"");
    }

    private static void assertProblem(HttpResponse<String> answer, String code) {
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }

    private static long admissions(TestGateway gateway) {
        return gateway.bean(GatewayMeters.class).admission().count();
    }
}
