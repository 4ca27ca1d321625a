package io.couponrush.worker.announce;

import java.time.Duration;

/**
 * How long a coupon's keys stay in Redis after it closes.
 *
 * @param afterClosing at least an hour
 */
public record Retention(Duration afterClosing) {}
