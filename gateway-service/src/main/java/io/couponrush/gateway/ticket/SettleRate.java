package io.couponrush.gateway.ticket;

import org.jspecify.annotations.Nullable;

/** How fast a coupon's claims are being settled, measured by whoever watches its progress. */
public interface SettleRate {

    /**
     * Seconds until a claim with so many ahead of it is settled.
     *
     * @return at least 1, or null if no rate is known
     */
    @Nullable Long etaSeconds(long couponId, long ahead);
}
