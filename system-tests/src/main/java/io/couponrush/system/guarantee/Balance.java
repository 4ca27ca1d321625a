package io.couponrush.system.guarantee;

/** The admin view of a coupon's books. */
public record Balance(
        long admitted,
        long issued,
        long rejected,
        long deadLettered,
        long returned,
        long elsewhere,
        long pending,
        long difference) {}
