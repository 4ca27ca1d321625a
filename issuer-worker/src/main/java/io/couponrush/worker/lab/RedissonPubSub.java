package io.couponrush.worker.lab;

import org.redisson.api.RedissonClient;

/**
 * A plain lock: those who wait sleep until a release is published. It has no lease, Redisson renews
 * it while its holder lives.
 */
final class RedissonPubSub implements LabStrategy {

    private final RedissonClient redisson;
    private final long waitMillis;
    private final LabTransaction transaction;
    private final Taking taking;

    RedissonPubSub(
            RedissonClient redisson,
            LabProperties settings,
            LabTransaction transaction,
            Taking taking) {
        this.redisson = redisson;
        this.waitMillis = settings.lockWait().toMillis();
        this.transaction = transaction;
        this.taking = taking;
    }

    @Override
    public String name() {
        return "redisson-pubsub";
    }

    @Override
    public LabOutcome issue(long couponId, long userId) throws InterruptedException {
        return HeldLock.during(
                redisson.getLock("lab:{" + couponId + "}:pubsub"),
                waitMillis,
                HeldLock.RENEWED,
                () -> transaction.run(() -> taking.take(couponId, userId)),
                new LabOutcome.NoLock());
    }
}
