package io.couponrush.worker.recovery;

import io.couponrush.worker.recovery.ActiveCoupons.Standing;
import io.couponrush.worker.recovery.domain.Doubt;
import io.couponrush.worker.recovery.domain.GateFacts;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.RedisSystemException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One round of looking after all active coupons, by the one worker that holds the lease. */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Lease lease;
    private final ActiveCoupons coupons;
    private final RecoveryKeys keys;
    private final Rebuilder rebuilder;
    private final Reconciler reconciler;

    Recovery(
            Lease lease,
            ActiveCoupons coupons,
            RecoveryKeys keys,
            Rebuilder rebuilder,
            Reconciler reconciler) {
        this.lease = lease;
        this.coupons = coupons;
        this.keys = keys;
        this.rebuilder = rebuilder;
        this.reconciler = reconciler;
    }

    /**
     * @return whether this worker is the one
     */
    boolean round() {
        if (!lease.hold()) {
            rebuilder.forget();
            reconciler.forget();
            return false;
        }
        List<GateFacts> sound = new ArrayList<>();
        for (Standing coupon : coupons.all()) {
            try {
                look(coupon).ifPresent(sound::add);
            } catch (RedisSystemException e) {
                // A key of another type, say. It must not keep the other coupons from being mended.
                LOG.error("coupon {} can't be looked at", coupon.couponId(), e);
            }
        }
        rebuilder.advance(lease::hold);
        reconciler.round(sound);
        return true;
    }

    /** The gate, if nothing speaks against it; otherwise it is being rebuilt from here on. */
    private Optional<GateFacts> look(Standing coupon) {
        Optional<GateFacts> seen = keys.look(coupon.couponId());
        if (seen.isPresent() && rebuilder.isAt(seen.get())) {
            return Optional.empty();
        }
        Optional<Doubt> doubt =
                seen.isEmpty()
                        ? Optional.of(Doubt.MISSING)
                        : Doubt.of(seen.get(), coupon.epoch(), rows(coupon, seen.get()));
        if (doubt.isPresent()) {
            rebuilder.begin(coupon, seen.map(GateFacts::epoch).orElse(0L), doubt.get());
            return Optional.empty();
        }
        seen.ifPresent(gate -> bringUpToDate(coupon, gate));
        return seen;
    }

    /** Read after the gate, and only if it matters: a row is committed before Redis is told. */
    private long rows(Standing coupon, GateFacts gate) {
        return gate.issued() > coupon.rows() ? coupons.rows(coupon.couponId()) : coupon.rows();
    }

    private void bringUpToDate(Standing coupon, GateFacts gate) {
        if (coupon.rebuildSince().isPresent()) {
            // the worker that opened it did not come to this
            coupons.endRebuild(coupon.couponId(), coupon.epoch());
        } else if (coupon.announced() && gate.version() < coupon.version()) {
            // announced while the gate was shut
            coupons.announceAgain(coupon.couponId());
        }
    }

    void stop() {
        lease.release();
    }
}
