package io.couponrush.events;

import java.time.Instant;

/** Version 1 of {@link CouponAnnounced}: it said nothing of the gate's epoch. Is only read. */
record CouponAnnouncedV1(
        long couponId,
        long version,
        String name,
        String description,
        Discount discount,
        long totalQuantity,
        Instant opensAt,
        Instant closesAt,
        CouponState state) {

    private static final long UNKNOWN_EPOCH = 0;

    CouponAnnounced upgraded() {
        return new CouponAnnounced(
                couponId,
                version,
                name,
                description,
                discount,
                totalQuantity,
                opensAt,
                closesAt,
                state,
                UNKNOWN_EPOCH);
    }
}
