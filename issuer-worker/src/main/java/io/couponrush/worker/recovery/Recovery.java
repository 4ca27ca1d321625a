package io.couponrush.worker.recovery;

import java.util.List;
import java.util.Optional;

/** One round of looking after all active coupons, by the one worker that holds the lease. */
final class Recovery {

    private final Lease lease;
    private final ActiveCoupons coupons;
    private final RecoveryKeys keys;
    private final Reconciler reconciler;

    Recovery(Lease lease, ActiveCoupons coupons, RecoveryKeys keys, Reconciler reconciler) {
        this.lease = lease;
        this.coupons = coupons;
        this.keys = keys;
        this.reconciler = reconciler;
    }

    /**
     * @return whether this worker is the one
     */
    boolean round() {
        if (!lease.hold()) {
            reconciler.forget();
            return false;
        }
        List<GateFacts> gates =
                coupons.ids().stream().map(keys::look).flatMap(Optional::stream).toList();
        reconciler.round(gates);
        return true;
    }

    void stop() {
        lease.release();
    }
}
