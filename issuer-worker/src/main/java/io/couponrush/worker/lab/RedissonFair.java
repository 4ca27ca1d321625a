package io.couponrush.worker.lab;

import org.redisson.api.RedissonClient;

/**
 * A lock in the order of asking, with a lease. If the work is slower than the lease, the next one
 * comes in and both have the same counter in their hands.
 */
final class RedissonFair implements LabStrategy {

    private final RedissonClient redisson;
    private final long waitMillis;
    private final long leaseMillis;
    private final LabTransaction transaction;
    private final Taking taking;

    RedissonFair(
            RedissonClient redisson,
            LabProperties settings,
            LabTransaction transaction,
            Taking taking) {
        this.redisson = redisson;
        this.waitMillis = settings.lockWait().toMillis();
        this.leaseMillis = settings.lockLease().toMillis();
        this.transaction = transaction;
        this.taking = taking;
    }

    @Override
    public String name() {
        return "redisson-fair";
    }

    @Override
    public LabOutcome issue(long couponId, long userId) throws InterruptedException {
        return HeldLock.during(
                redisson.getFairLock("lab:{" + couponId + "}:fair"),
                waitMillis,
                leaseMillis,
                () -> transaction.run(() -> taking.take(couponId, userId)),
                new LabOutcome.NoLock());
    }
}
