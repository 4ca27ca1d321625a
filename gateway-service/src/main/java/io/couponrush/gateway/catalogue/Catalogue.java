package io.couponrush.gateway.catalogue;

import io.couponrush.events.CouponAnnounced;

import org.jspecify.annotations.Nullable;

/** What is on offer, as far as this gateway has heard. */
public interface Catalogue {

    /**
     * @return null if no such coupon was ever announced to this gateway
     */
    @Nullable CouponAnnounced find(long couponId);
}
