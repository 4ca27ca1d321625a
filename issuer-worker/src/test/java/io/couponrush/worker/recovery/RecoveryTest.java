package io.couponrush.worker.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.EventCodec;
import io.couponrush.localstack.LocalStack;
import io.couponrush.worker.support.NewCoupon;
import io.couponrush.worker.support.Waiting;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** The whole worker, by its own schedule and with its own settings. */
@WorkerTest
@TestPropertySource(properties = "rush.recovery.enabled=true")
@Import(RebuildWorkers.class)
@DirtiesContext
class RecoveryTest {

    private static final int TOTAL = 10;

    @Autowired WorkerApi api;
    @Autowired KafkaTemplate<byte[], byte[]> kafka;
    @Autowired RebuildWorkers workers;
    @Autowired JdbcClient database;

    private long coupon;

    @BeforeEach
    void offer() {
        // those of other tests: over for long, or their gates would be rebuilt before this one's
        database.sql("update coupon set opens_at = '2020-01-01', closes_at = '2020-01-02'")
                .update();
        coupon = NewCoupon.open(TOTAL).createdBy(api.admin());
        // whose answer came too late was admitted all the same
        Waiting.await().ignoreExceptions().until(() -> workers.told(coupon, 1).endsWith(" 1"));
    }

    /** A gateway was killed between the script and the broker: pending is empty within 30 s. */
    @Test
    void whatAGatewayLeftBehindIsIssued() {
        Instant killed = Instant.now();

        Waiting.await().ignoreExceptions().until(() -> workers.told(coupon, 1).equals("ISSUED 1"));

        System.out.println("issued after " + Duration.between(killed, Instant.now()));
        assertThat(killed).isAfter(Instant.now().minusSeconds(30));
    }

    /**
     * The gate is open again within 60 s; meanwhile nobody is admitted, and the coupon says why.
     */
    @Test
    void redisIsKilledAndComesBackEmpty() throws ExecutionException, InterruptedException {
        List<CouponIssueRequested> winners = workers.claimAll(coupon, LongStream.range(2, 6));
        for (CouponIssueRequested winner : winners) {
            kafka.send(EventCodec.record(winner)).get();
        }
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Instant lost = Instant.now();
        // the coupon says so for some seconds only
        try (ScheduledExecutorService visitor = Executors.newSingleThreadScheduledExecutor()) {
            var _ = visitor.scheduleWithFixedDelay(() -> look(seen), 0, 50, TimeUnit.MILLISECONDS);
            LocalStack.shared().redis().restartWiped();
            Waiting.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> !workers.told(coupon, 5).equals("NO_GATE"));
        }
        System.out.println("open again after " + Duration.between(lost, Instant.now()));
        assertThat(lost).isAfter(Instant.now().minusSeconds(60));
        assertThat(seen).contains("OPEN, REBUILDING");

        assertThat(winners)
                .allSatisfy(
                        winner ->
                                assertThat(workers.told(coupon, winner.userId()))
                                        .isEqualTo("ISSUED " + winner.sequence()));
        Waiting.await().until(() -> "OPEN".equals(shown().get("admission")));
        assertThat(workers.claimAll(coupon, LongStream.range(100, 120)))
                .as("the claim without a message may have been published again")
                .hasSizeBetween(TOTAL - winners.size() - 1, TOTAL - winners.size());
    }

    private void look(Set<String> seen) {
        try {
            Map<?, ?> body = shown();
            seen.add(body.get("state") + ", " + body.get("admission"));
        } catch (RuntimeException _) {
            // passed on, it would be the executor's last look
        }
    }

    private Map<?, ?> shown() {
        Map<?, ?> body =
                api.anybody()
                        .get()
                        .uri("/api/v1/coupons/" + coupon)
                        .exchange()
                        .expectBody(Map.class)
                        .returnResult()
                        .getResponseBody();
        return body == null ? Map.of() : body;
    }
}
