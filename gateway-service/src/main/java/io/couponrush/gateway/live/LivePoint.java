package io.couponrush.gateway.live;

import io.couponrush.pulse.CouponPulse;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * One second of one coupon, summed over all instances. Null is "nobody told", which is not 0.
 *
 * @param at the end of the second
 * @param claims answered in it, by answer
 * @param issuedPerSecond rows committed
 * @param p50Millis of the claims, as {@link #p99Millis}; null if there were none
 * @param pending told within the last seconds, as {@link #balance}
 * @param gateways that were heard of within the last seconds, as {@link #workers}; null if nobody
 *     was
 */
record LivePoint(
        Instant at,
        @Nullable Map<String, Double> claims,
        @Nullable Double issuedPerSecond,
        @Nullable Double p50Millis,
        @Nullable Double p99Millis,
        @Nullable Long pending,
        CouponPulse.@Nullable Books balance,
        @Nullable Integer gateways,
        @Nullable Integer workers) {

    static LivePoint nothingTold(long second) {
        return new LivePoint(
                Instant.ofEpochSecond(second), null, null, null, null, null, null, null, null);
    }
}
