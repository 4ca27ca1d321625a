package io.couponrush.worker.recovery;

/**
 * What a coupon's keys say, as of one instant.
 *
 * @param admitted the highest sequence
 * @param pending admitted and not settled
 */
record GateFacts(long couponId, long admitted, long pending) {}
