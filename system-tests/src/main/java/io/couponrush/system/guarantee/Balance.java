package io.couponrush.system.guarantee;

/** The admin view of a coupon's books. */
public record Balance(
        long admitted,
        long issued,
        long rejected,
        long deadLettered,
        long pending,
        long difference) {}
