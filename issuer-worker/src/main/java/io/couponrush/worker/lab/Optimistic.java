package io.couponrush.worker.lab;

import io.couponrush.worker.lab.LabLedger.Stock;

/** No lock but a version: whoever finds it changed has lost, and is told so. */
final class Optimistic implements LabStrategy {

    private final LabTransaction transaction;
    private final LabLedger ledger;
    private final Taking taking;

    Optimistic(LabTransaction transaction, LabLedger ledger, Taking taking) {
        this.transaction = transaction;
        this.ledger = ledger;
        this.taking = taking;
    }

    @Override
    public String name() {
        return "optimistic";
    }

    @Override
    public LabOutcome issue(long couponId, long userId) throws InterruptedException {
        return transaction.run(
                () -> {
                    Stock stock = ledger.read(couponId);
                    return taking.take(
                            couponId,
                            userId,
                            stock,
                            () -> ledger.writeAt(couponId, stock.issued() + 1, stock.version()),
                            new LabOutcome.Conflict());
                });
    }
}
