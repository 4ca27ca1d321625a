package io.couponrush.gateway.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.couponrush.events.RejectionReason;
import io.couponrush.gateway.gate.GateWatch;
import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestGate;
import io.couponrush.gateway.testing.TestGateway;
import io.couponrush.gateway.testing.TestIssuer;
import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Tickets and progress over HTTP, from a real Redis.
 *
 * <p>Long, because each state of a ticket and of a coupon is asked for once.
 */
class PositionTest {

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(Map.of("rush.gate.watched-for", "2s"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aQueuedTicketTellsItsExactRank() throws Exception {
        TestGate gate = announced(100);
        LongStream.rangeClosed(1, 5).forEach(gate::admit);
        gate.settle(2);

        HttpResponse<String> answer = ticket(gate, 4, null);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode ticket = json(answer);
        assertThat(ticket.path("couponId").asLong()).isEqualTo(gate.couponId);
        assertThat(ticket.path("state").asString()).isEqualTo("QUEUED");
        assertThat(ticket.path("sequence").asLong()).isEqualTo(4);
        assertThat(ticket.path("position").asLong()).isEqualTo(2);
        assertThat(ticket.path("ahead").asLong()).isEqualTo(2);
        assertThat(ticket.has("etaSeconds")).isTrue();
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow()).isPositive();
    }

    @Test
    void aSettledTicketTellsHowItEnded() throws Exception {
        TestGate gate = announced(100);
        LongStream.rangeClosed(1, 3).forEach(gate::admit);
        gate.settle(1);
        gate.reject(2, RejectionReason.SOLD_OUT);
        gate.fail(3);

        assertThat(ticket(gate, 1, null).body())
                .isEqualTo(
                        "{\"couponId\":"
                                + gate.couponId
                                + ",\"state\":\"ISSUED\",\"sequence\":1,\"couponState\":\"OPEN\"}");
        assertThat(ticket(gate, 2, null).body())
                .contains("\"state\":\"REJECTED\",\"sequence\":2,\"reason\":\"SOLD_OUT\"");
        HttpResponse<String> failed = ticket(gate, 3, null);
        assertThat(failed.body()).contains("\"state\":\"FAILED\",\"sequence\":3");
        assertThat(failed.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void theSameTicketCostsNoBodyTheSecondTime() throws Exception {
        TestGate gate = announced(100);
        gate.admit(1);
        gate.admit(2);
        String etag = ticket(gate, 2, null).headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = ticket(gate, 2, etag);
        gate.settle(1);
        HttpResponse<String> moved = ticket(gate, 2, etag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("ETag")).hasValue(etag);
        assertThat(again.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
        assertThat(again.headers().firstValue("Retry-After")).isPresent();
        assertThat(moved.statusCode()).isEqualTo(200);
        assertThat(moved.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(etag);
    }

    @Test
    void whoNeverClaimedHasNoTicket() throws Exception {
        HttpResponse<String> answer = ticket(announced(100), 1, null);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("TICKET_NOT_FOUND");
    }

    /** Redis was emptied: saying "no ticket" might be a lie to a winner. */
    @Test
    void aKnownCouponWithoutAGateIsNotAnsweredWithNo() throws Exception {
        TestGate gate = TestGate.none();
        announce(gate, 100);

        for (HttpResponse<String> answer : List.of(ticket(gate, 1, null), progress(gate))) {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("ADMISSION_UNAVAILABLE");
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isBetween(1L, 5L);
        }
    }

    /** A week after its end a coupon's keys are gone for good; nobody is to ask for ever. */
    @Test
    void anExpiredTicketPointsToWhatTheUserHas() throws Exception {
        TestGate expired = closed(Duration.ofDays(8));
        for (HttpResponse<String> answer :
                List.of(ticket(expired, 1, null), progress(expired), stream(expired, 1))) {
            assertThat(answer.statusCode()).isEqualTo(410);
            assertThat(answer.body()).contains("TICKET_EXPIRED").contains("/api/v1/me/coupons");
        }
        assertThat(gateway.bean(GateWatch.class).withoutGate())
                .as("it takes no place in the watch")
                .doesNotContain(expired.couponId);

        TestGate lost = closed(Duration.ofDays(6));
        for (HttpResponse<String> answer :
                List.of(ticket(lost, 1, null), progress(lost), stream(lost, 1))) {
            assertThat(answer.statusCode()).isEqualTo(503);
        }
    }

    /** Without any key. */
    private static TestGate closed(Duration ago) {
        TestGate gate = TestGate.none();
        Instant closed = Instant.now().minus(ago);
        TestCatalogue.announce(
                TestCatalogue.coupon(gate.couponId, 1, 1, closed.minusSeconds(60), closed),
                gateway);
        return gate;
    }

    @Test
    void aTicketSaysHowItsCouponStands() throws Exception {
        TestGate gate = announced(100);
        gate.admit(7);
        HttpResponse<String> open = ticket(gate, 7, null);
        assertThat(json(open).path("couponState").asString()).isEqualTo("OPEN");

        gate.set("state", "PAUSED");
        HttpResponse<String> paused =
                ticket(gate, 7, open.headers().firstValue("ETag").orElseThrow());
        assertThat(json(paused).path("couponState").asString()).isEqualTo("PAUSED");

        gate.set("closes", gate.redisNow().toEpochMilli());
        assertThat(json(ticket(gate, 7, null)).path("couponState").asString()).isEqualTo("CLOSED");
    }

    /** Redis was restarted: what it says of tickets may be older than what their users know. */
    @Test
    void aGateOfAnotherIncarnationTellsNothing() throws Exception {
        TestGate gate = announced(100);
        gate.admit(7);
        gate.set("run_id", "0".repeat(40));

        HttpResponse<String> answer = ticket(gate, 7, null);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).path("couponState").asString()).isEqualTo("REBUILDING");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow()).isPositive();
        assertThat(progress(gate).statusCode()).isEqualTo(503);
    }

    @Test
    void aWaitingUsersPositionNeverGrows() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        TestGate gate = announced(2000);
        LongStream.rangeClosed(1, 300).forEach(gate::admit);
        List<Long> order = new ArrayList<>(LongStream.rangeClosed(1, 299).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        AtomicBoolean settled = new AtomicBoolean();
        CompletableFuture<Void> settling =
                CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < order.size(); i++) {
                                gate.settle(order.get(i));
                                gate.admit(1000 + i); // others come meanwhile
                            }
                            settled.set(true);
                        });

        List<Long> seen = new ArrayList<>();
        boolean last;
        do {
            last = settled.get();
            seen.add(json(ticket(gate, 300, null)).path("ahead").asLong());
        } while (!last);
        settling.join();

        assertThat(seen).isSortedAccordingTo(Collections.reverseOrder()).endsWith(0L);
    }

    @Test
    void progressTellsTheBooks() throws Exception {
        TestGate gate = announced(100);
        LongStream.rangeClosed(1, 5).forEach(gate::admit);
        gate.settle(1);
        gate.settle(3);

        HttpResponse<String> answer = progress(gate);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, max-age=1");
        JsonNode progress = json(answer);
        assertThat(progress.path("couponId").asLong()).isEqualTo(gate.couponId);
        assertThat(progress.path("state").asString()).isEqualTo("OPEN");
        assertThat(progress.path("total").asLong()).isEqualTo(100);
        assertThat(progress.path("admitted").asLong()).isEqualTo(5);
        assertThat(progress.path("settled").asLong()).isEqualTo(2);
        assertThat(progress.path("pending").asLong()).isEqualTo(3);
        assertThat(progress.path("headSequence").asLong()).isEqualTo(2);
        assertThat(progress.path("remaining").asLong()).isEqualTo(95);
        assertThat(progress.path("ratePerSecond").isNumber()).isTrue();
        assertThat(Instant.parse(progress.path("asOf").asString())).isNotNull();
    }

    @Test
    void progressOfAnEmptyQueueHasNoHead() throws Exception {
        assertThat(json(progress(announced(100))).path("headSequence").isNull()).isTrue();
    }

    /**
     * Whoever counts down reads it here: an opening that was moved is news, although no gate is.
     */
    @Test
    void progressTellsTimesThatWereMoved() throws Exception {
        TestGate gate = announced(100);
        Instant opens = Instant.parse(json(progress(gate)).path("opensAt").asString());
        Instant later = opens.plusSeconds(1800);

        TestCatalogue.announce(
                TestCatalogue.coupon(gate.couponId, 2, 100, later, later.plusSeconds(60)), gateway);

        JsonNode moved = json(progress(gate));
        assertThat(Instant.parse(moved.path("opensAt").asString())).isEqualTo(later);
        assertThat(Instant.parse(moved.path("closesAt").asString()))
                .isEqualTo(later.plusSeconds(60));
    }

    @Test
    void progressFollowsWhatHappens() throws Exception {
        TestGate gate = announced(100);
        assertThat(json(progress(gate)).path("admitted").asLong()).isZero();

        gate.admit(1);

        await().atMost(TestCatalogue.BOUND)
                .until(() -> json(progress(gate)).path("admitted").asLong() == 1);
    }

    /** If a poll cost a read, the ratio would stay at one for ever. */
    @Test
    void pollingProgressCostsRedisNothing() throws Exception {
        TestGate gate = announced(100);
        progress(gate);
        double before = count("rush.gate.reads");
        AtomicLong polls = new AtomicLong();

        await().atMost(TestCatalogue.BOUND)
                .until(
                        () -> {
                            pollAtOnce(gate, 200);
                            double reads = count("rush.gate.reads") - before;
                            return polls.addAndGet(200) > 10 * Math.max(1, reads);
                        });
    }

    private static void pollAtOnce(TestGate gate, int times) {
        HttpRequest request =
                HttpRequest.newBuilder(
                                gateway.uri("/api/v3/coupons/" + gate.couponId + "/progress"))
                        .build();
        CompletableFuture.allOf(
                        IntStream.range(0, times)
                                .mapToObj(
                                        _ ->
                                                TestGateway.HTTP.sendAsync(
                                                        request,
                                                        HttpResponse.BodyHandlers.discarding()))
                                .toArray(CompletableFuture[]::new))
                .join();
    }

    @Test
    void aPollReadsOneTicket() throws Exception {
        TestGate gate = announced(100);
        gate.admit(1);
        double before = count("rush.ticket.reads");

        ticket(gate, 1, null);

        assertThat(count("rush.ticket.reads") - before).isEqualTo(1);
    }

    /** A tag that moved with the estimate would cost a body at every poll. */
    @Test
    void theEtaComesFromTheMeasuredPaceAndDoesNotMoveTheTag() throws Exception {
        TestGate gate = announced(1000);
        LongStream.rangeClosed(1, 200).forEach(gate::admit);
        SettleRates rates = gateway.bean(SettleRates.class);

        // a steady pace, as long as it takes to be noticed
        await().atMost(TestCatalogue.BOUND)
                .until(
                        () -> {
                            List<String> head = gate.redis.zrange(gate.keys.pending(), 0, 0);
                            if (!head.isEmpty()) {
                                gate.settle(Long.parseLong(head.getFirst()));
                            }
                            return rates.etaSeconds(gate.couponId, 100) != null;
                        });

        double pace = rates.perSecond(gate.couponId);
        assertThat(pace).isPositive();
        HttpResponse<String> known = ticket(gate, 200, null);
        long eta = json(known).path("etaSeconds").asLong();
        long ahead = json(known).path("ahead").asLong();
        assertThat(eta).isPositive();
        String etag = known.headers().firstValue("ETag").orElseThrow();

        // many leave the queue behind this user: the estimate moves, the position doesn't
        LongStream.rangeClosed(201, 800).forEach(gate::admit);
        AtomicLong behind = new AtomicLong(200);
        JsonNode moved =
                await().atMost(TestCatalogue.BOUND)
                        .until(
                                () -> {
                                    for (int i = 0; i < 5; i++) {
                                        gate.settle(behind.incrementAndGet());
                                    }
                                    return json(ticket(gate, 200, null));
                                },
                                told -> told.path("etaSeconds").asLong(eta) < eta * 0.7);
        assertThat(moved.path("ahead").asLong()).isEqualTo(ahead);
        assertThat(ticket(gate, 200, etag).statusCode()).isEqualTo(304);
    }

    private static TestGate announced(long total) {
        TestGate gate = TestGate.open(total);
        announce(gate, total);
        return gate;
    }

    private static void announce(TestGate gate, long total) {
        TestCatalogue.announce(TestCatalogue.open(gate.couponId, total), gateway);
    }

    private static double count(String meter) {
        return gateway.bean(MeterRegistry.class).get(meter).counter().count();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static HttpResponse<String> ticket(TestGate gate, long user, @Nullable String etag)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                gateway.uri("/api/v3/me/coupons/" + gate.couponId + "/ticket"))
                        .header("Authorization", "Bearer " + TestIssuer.shared().token(user));
        if (etag != null) {
            request.header("If-None-Match", etag);
        }
        return TestGateway.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> stream(TestGate gate, long user) throws Exception {
        return TestGateway.HTTP.send(
                HttpRequest.newBuilder(
                                gateway.uri(
                                        "/api/v3/me/coupons/" + gate.couponId + "/ticket/stream"))
                        .header("Authorization", "Bearer " + TestIssuer.shared().token(user))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> progress(TestGate gate) throws Exception {
        return TestGateway.HTTP.send(
                HttpRequest.newBuilder(
                                gateway.uri("/api/v3/coupons/" + gate.couponId + "/progress"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
