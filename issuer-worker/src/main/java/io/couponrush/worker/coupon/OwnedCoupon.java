package io.couponrush.worker.coupon;

import io.couponrush.events.Discount;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

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
            LocalDateTime utc) {
        this(couponId, name, new Discount(kind, value), sequence, utc.toInstant(ZoneOffset.UTC));
    }
}
