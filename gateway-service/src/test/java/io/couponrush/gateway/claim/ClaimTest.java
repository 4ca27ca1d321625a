package io.couponrush.gateway.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.testing.IssueRequests;
import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestGate;
import io.couponrush.gateway.testing.TestGateway;
import io.couponrush.gateway.testing.TestIssuer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A claim from HTTP to Redis and Kafka, all real. */
class ClaimTest {

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        // however long a test takes, who asks on asks a moment later
        gateway = TestGateway.start(Map.of("rush.claim.repeat-after", "1h"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void anAdmittedClaimIsAnswered202AndItsRecordIsInKafka() throws Exception {
        TestGate gate = announced(2);
        try (IssueRequests requests = IssueRequests.fromNow()) {
            HttpResponse<String> answer = claim(gate.couponId, 501);

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.headers().firstValue("Location"))
                    .hasValue("/api/v3/me/coupons/" + gate.couponId + "/ticket");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(retryAfter(answer)).isBetween(1L, 3L);
            assertThat(answer.body())
                    .isEqualTo(
                            """
                            {"couponId":%d,"state":"QUEUED","sequence":1,\
                            "position":0,"ahead":0,"etaSeconds":null}\
                            """
                                    .formatted(gate.couponId));
            List<CouponIssueRequested> published = requests.of(gate.couponId);
            assertThat(published).hasSize(1);
            assertThat(published.getFirst().userId()).isEqualTo(501);
            assertThat(published.getFirst().sequence()).isEqualTo(1);
            assertThat(published.getFirst().epoch()).isEqualTo(1);
        }
    }

    @Test
    void whoAsksAgainWhileQueuedGetsTheSameTicketAndIsPublishedAgain() throws Exception {
        TestGate gate = announced(2);
        try (IssueRequests requests = IssueRequests.fromNow()) {
            claim(gate.couponId, 501);
            claim(gate.couponId, 502);
            HttpResponse<String> again = claim(gate.couponId, 502);

            assertThat(again.statusCode()).isEqualTo(202);
            assertThat(again.body())
                    .contains("\"state\":\"QUEUED\",\"sequence\":2,\"position\":1,\"ahead\":1,");
            assertThat(requests.of(gate.couponId))
                    .extracting(CouponIssueRequested::userId)
                    .containsExactlyInAnyOrder(501L, 502L, 502L);
        }
    }

    @Test
    void whoAsksOnAndOnCostsOneRecordMore() throws Exception {
        TestGate gate = announced(1);
        try (IssueRequests requests = IssueRequests.fromNow()) {
            for (int i = 0; i < 30; i++) {
                HttpResponse<String> answer = claim(gate.couponId, 501);

                assertThat(answer.statusCode()).isEqualTo(202);
                assertThat(answer.body()).contains("\"state\":\"QUEUED\",\"sequence\":1,");
            }
            assertThat(requests.of(gate.couponId)).hasSize(2);
        }
    }

    @Test
    void whoAsksAgainWhenSettledIsToldHowItEnded() throws Exception {
        TestGate gate = announced(2);
        claim(gate.couponId, 501);
        claim(gate.couponId, 502);
        gate.settle(501).settle(502);
        gate.redis.hset(gate.keys.rejected(), "502", "SOLD_OUT");

        HttpResponse<String> issued = claim(gate.couponId, 501);
        assertThat(issued.statusCode()).isEqualTo(200);
        assertThat(issued.body())
                .isEqualTo(
                        "{\"couponId\":%d,\"state\":\"ISSUED\",\"sequence\":1}"
                                .formatted(gate.couponId));
        assertThat(claim(gate.couponId, 502).body())
                .contains("\"state\":\"REJECTED\",\"sequence\":2,\"reason\":\"SOLD_OUT\"");
    }

    @Test
    void soldOutPausedAndClosedAreTold() throws Exception {
        TestGate gate = announced(1);
        claim(gate.couponId, 501);
        assertProblem(claim(gate.couponId, 502), 409, "SOLD_OUT");

        TestGate paused = announced(1).set("state", "PAUSED");
        HttpResponse<String> later = claim(paused.couponId, 501);
        assertProblem(later, 503, "PAUSED");
        assertThat(retryAfter(later)).isPositive();

        TestGate closed = announced(1).set("state", "CLOSED");
        assertProblem(claim(closed.couponId, 501), 410, "CLOSED");
    }

    @Test
    void anUnknownCouponCostsRedisNothing() throws Exception {
        long before = admissions();

        assertProblem(claim(TestGate.none().couponId, 501), 404, "COUPON_NOT_FOUND");
        assertThat(admissions()).isEqualTo(before);
    }

    @Test
    void longBeforeTheOpeningRedisIsNotAsked() throws Exception {
        TestGate gate = TestGate.none();
        // later than what other tests' gateways rehearse for
        Instant opens = Instant.now().plusSeconds(3_000);
        TestCatalogue.announce(
                TestCatalogue.coupon(gate.couponId, 1, 1, opens, opens.plusSeconds(60)), gateway);
        long before = admissions();

        HttpResponse<String> answer = claim(gate.couponId, 501);

        assertProblem(answer, 409, "NOT_OPEN");
        assertThat(answer.body()).contains("\"opensAt\":\"" + opens + "\"");
        assertThat(retryAfter(answer)).isBetween(2_900L, 3_003L);
        assertThat(admissions()).isEqualTo(before);
    }

    /** This machine's clock is not the one that counts: the gate in Redis is open already. */
    @Test
    void nearTheOpeningTheClockOfRedisDecides() throws Exception {
        TestGate gate = TestGate.open(1);
        Instant opens = Instant.now().plusSeconds(3);
        TestCatalogue.announce(
                TestCatalogue.coupon(gate.couponId, 1, 1, opens, opens.plusSeconds(60)), gateway);

        assertThat(claim(gate.couponId, 501).statusCode()).isEqualTo(202);
    }

    @Test
    void notOpenByTheClockOfRedisIsToldWithItsTime() throws Exception {
        TestGate gate = announced(1);
        long opens = gate.redisNow().plusSeconds(1_000).toEpochMilli();
        gate.set("opens", opens);

        HttpResponse<String> answer = claim(gate.couponId, 501);

        assertProblem(answer, 409, "NOT_OPEN");
        assertThat(answer.body()).contains("\"opensAt\":\"" + Instant.ofEpochMilli(opens) + "\"");
        assertThat(retryAfter(answer)).isBetween(900L, 1_003L);
    }

    /** An old primary's, which was cut off and has not heard of the rebuild. */
    @Test
    void aGateOlderThanTheCatalogueAdmitsNobody() throws Exception {
        TestGate gate = TestGate.open(1);
        Instant now = Instant.now();
        TestCatalogue.announce(
                TestCatalogue.coupon(
                        gate.couponId, 1, 1, now.minusSeconds(60), now.plusSeconds(60), 2),
                gateway);

        assertProblem(claim(gate.couponId, 501), 503, "ADMISSION_UNAVAILABLE");
        gate.set("epoch", 2);
        assertThat(claim(gate.couponId, 501).statusCode()).isEqualTo(202);
    }

    @Test
    void withoutAGateNobodyIsAdmitted() throws Exception {
        TestGate gate = TestGate.none();
        TestCatalogue.announce(TestCatalogue.open(gate.couponId, 1), gateway);

        HttpResponse<String> answer = claim(gate.couponId, 501);

        assertProblem(answer, 503, "ADMISSION_UNAVAILABLE");
        assertThat(retryAfter(answer)).isBetween(1L, 5L);
    }

    @Test
    void aCouponWhoseKeysHaveExpiredIsClosed() throws Exception {
        HttpResponse<String> answer = claim(withoutKeys(Duration.ofDays(8)), 501);

        assertProblem(answer, 410, "CLOSED");
        assertThat(answer.body()).contains("/api/v1/me/coupons");
    }

    /** The keys should be there: whoever holds a ticket must not be told that it is over. */
    @Test
    void aCouponThatLostItsKeysAfterClosingIsUndecided() throws Exception {
        assertProblem(claim(withoutKeys(Duration.ofDays(6)), 501), 503, "ADMISSION_UNAVAILABLE");
    }

    private static long withoutKeys(Duration sinceClosing) {
        long couponId = TestGate.none().couponId;
        Instant closed = Instant.now().minus(sinceClosing);
        TestCatalogue.announce(
                TestCatalogue.coupon(couponId, 1, 1, closed.minusSeconds(60), closed), gateway);
        return couponId;
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "9007199254740992", "1.5", "007", "99999999999999999"})
    void anIdOutOfRangeIsNamed(String id) throws Exception {
        HttpResponse<String> answer = post("/api/v3/me/coupons/" + id + "/issue", 501);

        assertProblem(answer, 400, "VALIDATION_FAILED");
        assertThat(answer.body()).contains("\"field\":\"couponId\"");
    }

    private static TestGate announced(long total) {
        TestGate gate = TestGate.open(total);
        TestCatalogue.announce(TestCatalogue.open(gate.couponId, total), gateway);
        return gate;
    }

    private static HttpResponse<String> claim(long couponId, long user) throws Exception {
        return post("/api/v3/me/coupons/" + couponId + "/issue", user);
    }

    private static HttpResponse<String> post(String path, long user) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(gateway.uri(path))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .header("Authorization", "Bearer " + TestIssuer.shared().token(user))
                        .build();
        return TestGateway.HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
    }

    private static long retryAfter(HttpResponse<String> answer) {
        OptionalLong seconds = answer.headers().firstValueAsLong("Retry-After");
        assertThat(seconds).isPresent();
        return seconds.getAsLong();
    }

    private static long admissions() {
        return gateway.bean(GatewayMeters.class).admission().count();
    }
}
