package io.couponrush.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.worker.intake.Intakes.Running;
import io.couponrush.worker.issue.Issuer;
import io.couponrush.worker.issuing.Broker;
import io.couponrush.worker.issuing.Broker.Requests;
import io.couponrush.worker.issuing.Coupons;
import io.couponrush.worker.issuing.Coupons.Books;
import io.couponrush.worker.issuing.Coupons.Offered;
import io.couponrush.worker.issuing.IssuingTest;
import io.couponrush.worker.issuing.Patience;
import io.couponrush.worker.progress.Progress;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/** A worker dies between two steps; whoever takes over heals it. */
@IssuingTest
class CrashPointsTest {

    @Autowired Broker broker;
    @Autowired Coupons coupons;
    @Autowired Intakes intakes;
    @Autowired Issuer issuer;
    @Autowired Progress progress;

    private Requests requests;
    private Offered coupon;
    private List<CouponIssueRequested> claims;

    /** Like a kill: nothing in the worker catches it, the consumer ends without a commit. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void start() throws ExecutionException, InterruptedException {
        requests = broker.requests(2);
        coupon = coupons.offer(150);
        claims = coupon.admit(200);
        requests.send(0, claims);
    }

    @Test
    void beforeAnything() {
        crash(
                (_, _) -> {
                    throw new Crash();
                });

        assertThat(coupon.books().rows()).isEmpty();
        assertThat(coupon.books().pending()).hasSize(200);
        heal();
    }

    @Test
    void betweenCommitAndRedis() {
        crash(
                (couponId, batch) -> {
                    issuer.issue(couponId, batch);
                    throw new Crash();
                });

        assertThat(coupon.books().rows()).hasSize(150);
        assertThat(coupon.books().pending()).as("nobody is told ISSUED yet").hasSize(200);
        heal();
    }

    @Test
    void betweenRedisAndOffset() {
        crash(
                (couponId, batch) -> {
                    progress.report(couponId, issuer.issue(couponId, batch));
                    throw new Crash();
                });

        assertThat(coupon.books().rows()).hasSize(150);
        assertThat(coupon.books().pending()).isEmpty();
        heal();
    }

    /** Were the offset committed any earlier, a crash after it would lose the claims. */
    @Test
    void noOffsetIsCommittedBeforeAllIsDone() throws InterruptedException {
        CountDownLatch reported = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ClaimWork slow =
                (couponId, batch) -> {
                    intakes.work().finish(couponId, batch);
                    reported.countDown();
                    awaitQuietly(goOn);
                };
        try (Running _ = intakes.start(requests, slow)) {
            reported.await();
            assertThat(requests.uncommitted()).isEqualTo(200);
            goOn.countDown();
            requests.awaitAllCommitted();
        }
    }

    private void crash(ClaimWork work) {
        try (Running running = intakes.start(requests, work)) {
            Patience.await().until(() -> !running.alive());
        }
        assertThat(requests.uncommitted()).isEqualTo(200);
    }

    private void heal() {
        try (Running _ = intakes.start(requests)) {
            requests.awaitAllCommitted();
        }
        Books books = coupon.books();
        assertThat(books.rows().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        claims.subList(0, 150).stream().map(CouponIssueRequested::userId).toList());
        assertThat(books.rejected()).hasSize(50);
        assertThat(books.pending()).isEmpty();
        assertThat(books.balance()).as("%s", books).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
