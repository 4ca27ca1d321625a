package io.couponrush.worker.desk;

/**
 * Of a coupon's gate. Every attempt to rebuild it begins another one.
 *
 * @param epoch as the coupon's row had it
 */
record Generation(long couponId, long epoch) {}
