package io.couponrush.worker.coupon;

/**
 * A coupon was made or edited; published inside the transaction that did it.
 *
 * @param couponId at least 1
 */
public record CouponChanged(long couponId) {}
