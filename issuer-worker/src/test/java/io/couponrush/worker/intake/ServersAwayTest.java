package io.couponrush.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.Topics;
import io.couponrush.worker.intake.Intakes.Running;
import io.couponrush.worker.issuing.Broker;
import io.couponrush.worker.issuing.Broker.Requests;
import io.couponrush.worker.issuing.Coupons;
import io.couponrush.worker.issuing.Coupons.Books;
import io.couponrush.worker.issuing.Coupons.Offered;
import io.couponrush.worker.issuing.OutageTest;
import io.couponrush.worker.issuing.Patience;
import io.couponrush.worker.issuing.Reading;
import io.couponrush.worker.issuing.Wire;

import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.kafka.KafkaException;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** While a server is away, claims wait: no dead letters, no loss, and all is done afterwards. */
@OutageTest
class ServersAwayTest {

    /** More failures than two claims survive if they are taken for the claims' own. */
    private static final int ENOUGH = 4;

    @Autowired Broker broker;
    @Autowired Coupons coupons;
    @Autowired Intakes intakes;
    @Autowired Wire databaseWire;
    @Autowired Wire redisWire;

    // of the test's own: the worker's other consumers wait for servers too
    private final IntakeState state = new IntakeState(Clock.systemUTC());
    private final IntakeHealthIndicator health = new IntakeHealthIndicator(state);
    private final AtomicInteger failures = new AtomicInteger();
    private Requests requests;
    private Offered coupon;
    private Reading letters;

    @BeforeEach
    void start() throws ExecutionException, InterruptedException {
        requests = broker.requests(2);
        coupon = coupons.offer(1_000);
        letters = broker.reading(Topics.ISSUE_REQUESTS_DLT);
    }

    @AfterEach
    void end() {
        databaseWire.mend();
        redisWire.mend();
        letters.close();
    }

    @Test
    void theDatabaseGoesAway() {
        whileAway(databaseWire::cut, databaseWire::mend);
    }

    @Test
    void theDatabaseFreezes() {
        whileAway(databaseWire::freeze, databaseWire::mend);
    }

    @Test
    void redisGoesAway() {
        whileAway(redisWire::cut, redisWire::mend);
    }

    @Test
    void redisFreezes() {
        whileAway(redisWire::freeze, redisWire::mend);
    }

    /** The error is the one that a producer gives up with; the drills kill the real broker. */
    @Test
    void theBrokerTakesNoResults() {
        AtomicInteger left = new AtomicInteger(ENOUGH);
        ClaimWork work =
                (couponId, claims) -> {
                    intakes.work().finish(couponId, claims);
                    if (left.getAndDecrement() > 0) {
                        throw new KafkaException("results", new TimeoutException("5 s"));
                    }
                };
        requests.send(coupon.admit(2));
        try (Running _ = intakes.start(requests, work)) {
            requests.awaitAllCommitted();
        }
        assertAllIsWell(2);
    }

    private void whileAway(Runnable away, Runnable back) {
        requests.send(coupon.admit(500));
        try (Running _ = intakes.start(requests, counting(intakes.work()), state)) {
            requests.awaitAllCommitted();
            // admitted while Redis is there, so that only the worker's way is cut
            List<CouponIssueRequested> claims = coupon.admit(2);
            away.run();
            requests.send(claims);
            Patience.await().until(() -> failures.get() >= ENOUGH);
            awaitHealth(Status.DOWN);
            back.run();
            requests.awaitAllCommitted();
            awaitHealth(Status.UP);
        }
        assertAllIsWell(502);
    }

    private void awaitHealth(Status status) {
        Patience.await().until(() -> health.health().getStatus().equals(status));
    }

    private void assertAllIsWell(int claims) {
        Books books = coupon.books();
        assertThat(books.rows()).hasSize(claims);
        assertThat(books.pending()).isEmpty();
        assertThat(books.balance()).as("%s", books).isTrue();
        assertThat(
                        letters.wanted(
                                letter ->
                                        new String(letter.value(), UTF_8)
                                                .contains(Long.toString(coupon.id()))))
                .isEmpty();
    }

    private ClaimWork counting(ClaimWork work) {
        return (couponId, claims) -> {
            try {
                work.finish(couponId, claims);
            } catch (RuntimeException e) {
                failures.incrementAndGet();
                throw e;
            }
        };
    }
}
