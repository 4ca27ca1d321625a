package io.couponrush.gateway.catalogue;

import io.couponrush.events.CouponAnnounced;

import org.jspecify.annotations.Nullable;

/** What is on offer, as far as this gateway has heard. Safe for use by many threads. */
public interface Catalogue {

    /**
     * @return null if no such coupon was ever announced to this gateway; that means something only
     *     if the catalogue {@link #isComplete}
     */
    @Nullable CouponAnnounced find(long couponId);

    /** Whether the catalogue has been read to its end once. */
    boolean isComplete();
}
