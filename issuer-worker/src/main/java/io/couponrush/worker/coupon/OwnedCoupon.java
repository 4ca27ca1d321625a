package io.couponrush.worker.coupon;

import io.couponrush.events.Discount;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * One of a user's coupons.
 *
 * @param sequence the ticket's, null on a road that has no tickets
 */
record OwnedCoupon(
        long couponId, String name, Discount discount, @Nullable Long sequence, Instant issuedAt) {

    OwnedCoupon(
            long couponId,
            String name,
            Discount.Kind kind,
            long value,
            @Nullable Long sequence,
            Instant issuedAt) {
        this(couponId, name, new Discount(kind, value), sequence, issuedAt);
    }
}
