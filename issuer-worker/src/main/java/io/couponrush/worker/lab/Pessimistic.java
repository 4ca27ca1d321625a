package io.couponrush.worker.lab;

/** {@code select … for update}: the database's own lock, held until the commit. */
final class Pessimistic implements LabStrategy {

    private final LabTransaction transaction;
    private final LabLedger ledger;
    private final Taking taking;

    Pessimistic(LabTransaction transaction, LabLedger ledger, Taking taking) {
        this.transaction = transaction;
        this.ledger = ledger;
        this.taking = taking;
    }

    @Override
    public String name() {
        return "pessimistic";
    }

    @Override
    public LabOutcome issue(long couponId, long userId) throws InterruptedException {
        return transaction.run(() -> taking.take(couponId, userId, ledger.readForUpdate(couponId)));
    }
}
