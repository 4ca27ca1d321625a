package io.couponrush.gateway.catalogue;

import io.couponrush.events.CouponAnnounced;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** What is on offer, as far as this gateway has heard. Safe for use by many threads. */
public interface Catalogue {

    /**
     * @return null if no such coupon was ever announced to this gateway; that means something only
     *     if the catalogue {@link #isComplete}
     */
    @Nullable CouponAnnounced find(long couponId);

    /** The coupon that opens first after an instant and not after another; null if none does. */
    @Nullable CouponAnnounced nextOpening(Instant after, Instant until);

    /** Whether the catalogue has been read to its end once. */
    boolean isComplete();
}
