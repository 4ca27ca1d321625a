package io.couponrush.worker.audit;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A line of the trail.
 *
 * @param action a name of {@link AdminDeed.Kind}
 * @param couponId null where it is about no coupon
 * @param outcome a stable name; null if the deed was cut off
 */
record AdminAction(
        Instant at,
        long adminId,
        String action,
        @Nullable Long couponId,
        String target,
        String details,
        @Nullable String outcome) {}
