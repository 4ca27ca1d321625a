package io.couponrush.worker.coupon;

import io.couponrush.events.CouponState;
import io.couponrush.events.Discount;

import java.time.Instant;

/**
 * A coupon as everybody may see it.
 *
 * @param version to be sent back with an edit
 * @param issuedQuantity committed rows
 * @param remaining total less issued; claims that wait are not taken off
 * @param state what an admin decided, whatever the time
 * @param admission what a claim meets now: CLOSED from {@code closesAt} on, else the state, or
 *     REBUILDING while the gate of a coupon that is not closed is being made anew
 */
record CouponView(
        long id,
        long version,
        String name,
        String description,
        Discount discount,
        long totalQuantity,
        long issuedQuantity,
        long remaining,
        Instant opensAt,
        Instant closesAt,
        CouponState state,
        String admission) {

    private static final String REBUILDING = "REBUILDING";

    static CouponView of(Coupon coupon, Instant now) {
        return new CouponView(
                coupon.id(),
                coupon.version(),
                coupon.name(),
                coupon.description(),
                coupon.discount(),
                coupon.totalQuantity(),
                coupon.issuedQuantity(),
                coupon.totalQuantity() - coupon.issuedQuantity(),
                coupon.opensAt(),
                coupon.closesAt(),
                coupon.state(),
                admission(coupon, now));
    }

    private static String admission(Coupon coupon, Instant now) {
        if (coupon.terms().isClosedAt(now)) {
            return CouponState.CLOSED.name();
        }
        return coupon.isRebuilding() ? REBUILDING : coupon.state().name();
    }
}
