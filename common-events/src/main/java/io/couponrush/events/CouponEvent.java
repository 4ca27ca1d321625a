package io.couponrush.events;

/** A fact that gateway and worker exchange, always about one coupon. */
public sealed interface CouponEvent
        permits CouponIssueRequested, CouponIssued, CouponRejected, CouponAnnounced {

    /** At least 1. */
    long couponId();
}
