package io.couponrush.worker.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.lab.LabBench.Books;
import io.couponrush.worker.lab.LabOutcome.FencedOff;
import io.couponrush.worker.lab.LabOutcome.Issued;
import io.couponrush.worker.support.WorkerApi;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One coupon, two users, a lease of 300 ms. The first one has read, and its work takes at least
 * until its lease has ended and the second one has the lock.
 */
@LabTest
class LeaseTest {

    private static final LabProperties TIMES =
            LabTimes.waitAndLease(Duration.ofSeconds(20), Duration.ofMillis(300));

    @Autowired LabBench bench;
    @Autowired LabLedger ledger;
    @Autowired LabTransaction transaction;
    @Autowired RedissonClient redisson;
    @Autowired StringRedisTemplate redis;

    private final long first = WorkerApi.newUser();
    private final long second = WorkerApi.newUser();
    private final CountDownLatch firstHasRead = new CountDownLatch(1);
    private final CountDownLatch secondHasRead = new CountDownLatch(1);
    private final CountDownLatch secondIsDone = new CountDownLatch(1);
    private final CountDownLatch firstIsDone = new CountDownLatch(1);
    private long coupon;

    @BeforeEach
    void oneCoupon() {
        coupon = bench.coupon(1);
    }

    @Test
    void aFairLockThatEndsBeforeTheWorkDoesOversells() throws Exception {
        Both both = run(fair(firstWritesLast()));

        assertThat(both.first()).isInstanceOf(Issued.class);
        assertThat(both.second()).isInstanceOf(Issued.class);
        assertThat(bench.books(coupon)).isEqualTo(new Books(1, 2, 1, 0));
    }

    /** Its token keeps it from releasing what is not its own, and not from overselling. */
    @Test
    void soDoesASpinLock() throws Exception {
        Taking taking = new Taking(ledger, firstWritesLast());

        Both both = run(new LettuceSpin(redis, TIMES, transaction, taking));

        assertThat(both.first()).isInstanceOf(Issued.class);
        assertThat(both.second()).isInstanceOf(Issued.class);
        assertThat(bench.books(coupon)).isEqualTo(new Books(1, 2, 1, 0));
    }

    @Test
    void theFenceStopsWhoWritesAfterTheNextOne() throws Exception {
        Both both = run(fenced(firstWritesLast()));

        assertThat(both.first()).isEqualTo(new FencedOff());
        assertThat(both.second()).isInstanceOf(Issued.class);
        assertThat(bench.books(coupon)).isEqualTo(new Books(1, 1, 1, 0));
    }

    /** A fence that is only looked at in the write lets this one through. */
    @Test
    void andWhoWritesWhileTheNextOneHasReadAndNotWritten() throws Exception {
        Both both = run(fenced(firstWritesBetween()));

        assertThat(both.first()).isEqualTo(new FencedOff());
        assertThat(both.second()).isInstanceOf(Issued.class);
        assertThat(bench.books(coupon)).isEqualTo(new Books(1, 1, 1, 0));
    }

    record Both(LabOutcome first, LabOutcome second) {}

    private Both run(LabStrategy strategy) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<LabOutcome> one =
                    threads.submit(
                            () -> {
                                LabOutcome outcome = strategy.issue(coupon, first);
                                firstIsDone.countDown();
                                return outcome;
                            });
            Latches.await(firstHasRead);
            LabOutcome two = strategy.issue(coupon, second);
            secondIsDone.countDown();
            return new Both(one.get(), two);
        }
    }

    private Pause firstWritesLast() {
        return (_, user) -> {
            if (user == first) {
                firstHasRead.countDown();
                Latches.await(secondIsDone);
            }
        };
    }

    private Pause firstWritesBetween() {
        return (_, user) -> {
            if (user == first) {
                firstHasRead.countDown();
                Latches.await(secondHasRead);
            } else {
                secondHasRead.countDown();
                Latches.await(firstIsDone);
            }
        };
    }

    private LabStrategy fair(Pause pause) {
        return new RedissonFair(redisson, TIMES, transaction, new Taking(ledger, pause));
    }

    private LabStrategy fenced(Pause pause) {
        return new RedissonFairFenced(
                redisson, TIMES, transaction, ledger, new Taking(ledger, pause));
    }
}
