package io.couponrush.worker.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.lab.LabBench.Books;
import io.couponrush.worker.lab.LabOutcome.Issued;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;

/** 100 users, each asking twice, on 20 coupons. */
@LabTest
class StrategiesTest {

    private static final int TOTAL = 20;
    private static final int USERS = 100;

    @Autowired Lab lab;
    @Autowired LabCoupons coupons;
    @Autowired LabBench bench;
    @Autowired LabTransaction transaction;
    @Autowired LabLedger ledger;

    /** P1, P2, a true counter, and nobody told of a row that isn't there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pessimistic",
                "optimistic",
                "optimistic-retry",
                "lettuce-spin",
                "redisson-fair",
                "redisson-fair-fenced",
                "redisson-pubsub",
                "redisson-annotation",
                "redis-incr"
            })
    void keepsThePromises(String strategy) throws Exception {
        long coupon = bench.coupon(TOTAL);
        bench.awaitWarmed(coupon);

        List<LabOutcome> outcomes =
                LabBench.crowd(USERS, 2, user -> lab.issue(strategy, coupon, user));

        Books books = strategy.equals("redis-incr") ? bench.realBooks(coupon) : bench.books(coupon);
        assertThat(books.rows()).as("%s, %s", books, outcomes).isBetween(1L, books.total());
        assertThat(books.counter()).isEqualTo(books.rows());
        assertThat(books.twice()).isZero();
        assertThat(outcomes.stream().filter(Issued.class::isInstance)).hasSize((int) books.rows());
    }

    @Test
    void noneLosesUpdatesAndOversells() throws Exception {
        long coupon = bench.coupon(TOTAL);
        None none = new None(transaction, new Taking(ledger, Pause.of(Duration.ofMillis(20))));
        // on a slow machine some wait too long for a connection, which a lab bears
        Lab slow = new Lab(coupons, List.of(none));

        LabBench.crowd(USERS, 1, user -> slow.issue(none.name(), coupon, user));

        Books books = bench.books(coupon);
        assertThat(books.oversold()).as("%s", books).isTrue();
        assertThat(books.lostUpdates()).as("%s", books).isPositive();
    }

    /** The race itself: both have read before either writes. */
    @Test
    void noneSellsTheLastOneTwice() throws Exception {
        long coupon = bench.coupon(1);
        CyclicBarrier bothHaveRead = new CyclicBarrier(2);
        None none = new None(transaction, new Taking(ledger, (_, _) -> Latches.meet(bothHaveRead)));

        LabBench.crowd(2, 1, user -> none.issue(coupon, user));

        assertThat(bench.books(coupon)).isEqualTo(new Books(1, 2, 1, 0));
    }
}
