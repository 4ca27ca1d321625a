package io.couponrush.worker.lab;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Optimistic, tried again after a pause that doubles; jitter keeps losers from meeting again. */
final class OptimisticRetry implements LabStrategy {

    private final Optimistic once;
    private final int tries;
    private final Duration backoff;

    OptimisticRetry(Optimistic once, int tries, Duration backoff) {
        this.once = once;
        this.tries = tries;
        this.backoff = backoff;
    }

    @Override
    public String name() {
        return "optimistic-retry";
    }

    @Override
    public LabOutcome issue(long couponId, long userId) throws InterruptedException {
        long wait = backoff.toNanos();
        for (int left = tries - 1; left > 0; left--) {
            LabOutcome outcome = once.issue(couponId, userId);
            if (!(outcome instanceof LabOutcome.Conflict)) {
                return outcome;
            }
            Thread.sleep(
                    Duration.ofNanos(ThreadLocalRandom.current().nextLong(wait / 2, 2 * wait)));
            wait *= 2;
        }
        return once.issue(couponId, userId);
    }
}
