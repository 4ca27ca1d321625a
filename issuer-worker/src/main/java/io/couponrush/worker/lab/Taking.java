package io.couponrush.worker.lab;

import io.couponrush.worker.lab.LabLedger.Stock;
import io.couponrush.worker.lab.LabOutcome.AlreadyIssued;
import io.couponrush.worker.lab.LabOutcome.Issued;
import io.couponrush.worker.lab.LabOutcome.SoldOut;

/**
 * The work that all strategies do: read, check, insert, write the counter back. Without a lock
 * around it, it is wrong. It wants the caller's transaction.
 */
final class Taking {

    private final LabLedger ledger;
    private final Pause pause;

    Taking(LabLedger ledger, Pause pause) {
        this.ledger = ledger;
        this.pause = pause;
    }

    LabOutcome take(long couponId, long userId) throws InterruptedException {
        return take(couponId, userId, ledger.read(couponId));
    }

    /**
     * @param stock as the caller read it
     */
    LabOutcome take(long couponId, long userId, Stock stock) throws InterruptedException {
        return take(
                couponId,
                userId,
                stock,
                () -> {
                    ledger.write(couponId, stock.issued() + 1);
                    return true;
                },
                new LabOutcome.Conflict());
    }

    /** Writes the counter; false if a guard says no. */
    interface Write {
        boolean done();
    }

    /**
     * @param refused the outcome if the write was refused
     */
    LabOutcome take(long couponId, long userId, Stock stock, Write write, LabOutcome refused)
            throws InterruptedException {
        if (ledger.owns(couponId, userId)) {
            return new AlreadyIssued();
        }
        if (stock.issued() >= stock.total()) {
            return new SoldOut();
        }
        pause.between(couponId, userId);
        // The counter before the row: whoever is refused has written nothing.
        return write.done() ? new Issued(ledger.insert(couponId, userId)) : refused;
    }
}
