package io.couponrush.worker.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.lab.LabBench.Books;
import io.couponrush.worker.lab.LabOutcome.Conflict;
import io.couponrush.worker.lab.LabOutcome.Issued;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

/** Two users who have both read before either writes, and stock for both. */
@LabTest
class OptimisticTest {

    @Autowired LabBench bench;
    @Autowired LabLedger ledger;
    @Autowired LabTransaction transaction;

    private final CyclicBarrier bothHaveRead = new CyclicBarrier(2);
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void whoFindsAnotherVersionIsSentAway() throws Exception {
        long coupon = bench.coupon(2);
        Optimistic optimistic = optimistic();

        List<LabOutcome> outcomes = LabBench.crowd(2, 1, user -> optimistic.issue(coupon, user));

        assertThat(outcomes).filteredOn(Issued.class::isInstance).hasSize(1);
        assertThat(outcomes).contains(new Conflict());
        assertThat(bench.books(coupon)).isEqualTo(new Books(2, 1, 1, 0));
    }

    @Test
    void unlessItIsTriedAgain() throws Exception {
        long coupon = bench.coupon(2);
        OptimisticRetry retry = new OptimisticRetry(optimistic(), 2, Duration.ofMillis(1));

        List<LabOutcome> outcomes = LabBench.crowd(2, 1, user -> retry.issue(coupon, user));

        assertThat(outcomes).allMatch(Issued.class::isInstance);
        assertThat(bench.books(coupon)).isEqualTo(new Books(2, 2, 2, 0));
    }

    private Optimistic optimistic() {
        Pause firstReadsMeet =
                (_, _) -> {
                    if (reads.incrementAndGet() <= 2) {
                        Latches.meet(bothHaveRead);
                    }
                };
        return new Optimistic(transaction, ledger, new Taking(ledger, firstReadsMeet));
    }
}
