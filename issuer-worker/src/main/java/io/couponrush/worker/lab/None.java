package io.couponrush.worker.lab;

/** No lock: wrong on purpose. A transaction alone keeps nobody from reading the same counter. */
final class None implements LabStrategy {

    private final LabTransaction transaction;
    private final Taking taking;

    None(LabTransaction transaction, Taking taking) {
        this.transaction = transaction;
        this.taking = taking;
    }

    @Override
    public String name() {
        return "none";
    }

    @Override
    public LabOutcome issue(long couponId, long userId) throws InterruptedException {
        return transaction.run(() -> taking.take(couponId, userId));
    }
}
