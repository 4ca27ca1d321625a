package io.couponrush.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.worker.intake.Intakes.Running;
import io.couponrush.worker.issuing.Broker;
import io.couponrush.worker.issuing.Broker.Requests;
import io.couponrush.worker.issuing.Coupons;
import io.couponrush.worker.issuing.Coupons.Books;
import io.couponrush.worker.issuing.Coupons.Offered;
import io.couponrush.worker.issuing.IssuingTest;
import io.couponrush.worker.issuing.Patience;

import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Two workers: partitions move between them, and both may hold the same claims. */
@IssuingTest
class RebalanceTest {

    @Autowired Broker broker;
    @Autowired Coupons coupons;
    @Autowired Intakes intakes;

    @Test
    void aSecondWorkerComesAndTheFirstGoesInTheMiddle()
            throws ExecutionException, InterruptedException {
        Requests requests = broker.requests(6);
        Offered coupon = coupons.offer(9_000);
        AtomicInteger byFirst = new AtomicInteger();
        AtomicInteger bySecond = new AtomicInteger();

        requests.send(coupon.admit(3_000));
        try (Running first = intakes.startBeside(requests, counting(byFirst))) {
            Patience.await().until(() -> byFirst.get() > 500);
            try (Running second = intakes.startBeside(requests, counting(bySecond))) {
                Patience.await().until(second::hasPartitions);
                requests.send(coupon.admit(3_000));
                Patience.await().until(() -> bySecond.get() > 500);
                first.leave();
                requests.send(coupon.admit(4_000));
                requests.awaitAllCommitted();
            }
        }

        Books books = coupon.books();
        assertThat(books.rows()).hasSize(9_000);
        assertThat(books.rejected()).hasSize(1_000);
        assertThat(books.pending()).isEmpty();
        assertThat(books.balance()).as("%s", books).isTrue();
    }

    /**
     * What a rebalance does at worst: two workers are in the middle of the same claims. Here they
     * have them from a topic each, and begin together.
     */
    @Test
    void twoWorkersWithTheSameClaimsAtTheSameTime()
            throws ExecutionException, InterruptedException {
        Requests ones = broker.requests(1);
        Requests others = broker.requests(1);
        Offered coupon = coupons.offer(5_000);
        List<CouponIssueRequested> claims = coupon.admit(2_000);
        ones.send(claims);
        others.send(claims);
        CountDownLatch bothAreHere = new CountDownLatch(2);
        ClaimWork together =
                (couponId, batch) -> {
                    bothAreHere.countDown();
                    awaitQuietly(bothAreHere);
                    intakes.work().finish(couponId, batch);
                };

        try (Running _ = intakes.start(ones, together);
                Running _ = intakes.start(others, together)) {
            ones.awaitAllCommitted();
            others.awaitAllCommitted();
        }

        Books books = coupon.books();
        assertThat(books.rows()).hasSize(2_000);
        assertThat(books.failed()).isEmpty();
        assertThat(books.pending()).isEmpty();
        assertThat(books.balance()).as("%s", books).isTrue();
    }

    /**
     * It waits for a server, loses its partition, and gets it back when another worker has gone
     * beyond. Seen once, after a freeze: the offset went back, and a rebuild waited for it until
     * somebody else claimed.
     */
    @Test
    void whoWaitedTooLongDoesNotSetOffsetsBack() throws ExecutionException, InterruptedException {
        Requests requests = broker.requests(1);
        Offered coupon = coupons.offer(20);
        AtomicBoolean away = new AtomicBoolean(true);
        AtomicInteger tries = new AtomicInteger();
        ClaimWork hindered =
                (couponId, batch) -> {
                    tries.incrementAndGet();
                    if (away.get()) {
                        throw new KafkaException("the server is away");
                    }
                    intakes.work().finish(couponId, batch);
                };

        requests.send(coupon.admit(5));
        try (Running slow = intakes.startBeside(requests, hindered)) {
            Patience.await().until(() -> tries.get() > 1);
            try (Running _ = intakes.startBeside(requests, intakes.work())) {
                Patience.await()
                        .pollInterval(Duration.ofSeconds(3)) // to join, and to work
                        .until(
                                () -> {
                                    if (requests.uncommitted() == 0) {
                                        return true;
                                    }
                                    requests.expelAll();
                                    return false;
                                });
                requests.send(coupon.admit(5));
                requests.awaitAllCommitted();
            }
            Patience.await().until(slow::hasPartitions);
            away.set(false);

            Patience.await()
                    .during(Duration.ofSeconds(2)) // four times the longest wait
                    .until(() -> requests.uncommitted() == 0);
            requests.send(coupon.admit(1));
            requests.awaitAllCommitted();
        }
        assertThat(coupon.books().rows()).hasSize(11);
    }

    private ClaimWork counting(AtomicInteger claims) {
        return (couponId, batch) -> {
            intakes.work().finish(couponId, batch);
            claims.addAndGet(batch.size());
        };
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
