package io.couponrush.gateway.gate;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A coupon's gate as one atomic read saw it.
 *
 * @param couponId at least 1
 * @param state a {@link io.couponrush.events.CouponState} name
 * @param version of the coupon, from 1
 * @param total how many may be admitted, with every raise that counts already
 * @param admitted so far
 * @param pending admitted and not settled
 * @param headSequence of the oldest pending claim, null if none is pending
 * @param asOf time of the read by the clock of Redis
 */
public record GateSnapshot(
        long couponId,
        String state,
        long version,
        long total,
        long admitted,
        long pending,
        @Nullable Long headSequence,
        Instant asOf) {

    /** Admitted claims that need no more work. */
    public long settled() {
        return admitted - pending;
    }

    /** Coupons nobody has been admitted for yet. */
    public long remaining() {
        return Math.max(0, total - admitted);
    }
}
