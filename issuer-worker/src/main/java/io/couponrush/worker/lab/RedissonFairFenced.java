package io.couponrush.worker.lab;

import io.couponrush.worker.lab.LabLedger.Stock;

import org.redisson.api.RedissonClient;

/**
 * The fair lock with a fencing token: each holder gets a greater number than the one before, shows
 * it to the database before reading, and writes only if no greater one was shown since. A holder
 * whose lease has ended is refused there, whatever it believes.
 *
 * <p>To show the number with the write alone is not enough: the late holder may write between the
 * next one's read and write, when the greater number is not known yet.
 */
final class RedissonFairFenced implements LabStrategy {

    private final RedissonClient redisson;
    private final long waitMillis;
    private final long leaseMillis;
    private final LabTransaction transaction;
    private final LabLedger ledger;
    private final Taking taking;

    RedissonFairFenced(
            RedissonClient redisson,
            LabProperties settings,
            LabTransaction transaction,
            LabLedger ledger,
            Taking taking) {
        this.redisson = redisson;
        this.waitMillis = settings.lockWait().toMillis();
        this.leaseMillis = settings.lockLease().toMillis();
        this.transaction = transaction;
        this.ledger = ledger;
        this.taking = taking;
    }

    @Override
    public String name() {
        return "redisson-fair-fenced";
    }

    @Override
    public LabOutcome issue(long couponId, long userId) throws InterruptedException {
        String name = "lab:{" + couponId + "}:fenced";
        return HeldLock.during(
                redisson.getFairLock(name),
                waitMillis,
                leaseMillis,
                () ->
                        fenced(
                                couponId,
                                userId,
                                redisson.getAtomicLong(name + ":token").incrementAndGet()),
                new LabOutcome.NoLock());
    }

    private LabOutcome fenced(long couponId, long userId, long fence) throws InterruptedException {
        // Committed by itself: who is to be refused by it must see it at once.
        if (!ledger.raiseFence(couponId, fence)) {
            return new LabOutcome.FencedOff();
        }
        return transaction.run(
                () -> {
                    Stock stock = ledger.read(couponId);
                    return taking.take(
                            couponId,
                            userId,
                            stock,
                            () -> ledger.writeBehind(couponId, stock.issued() + 1, fence),
                            new LabOutcome.FencedOff());
                });
    }
}
