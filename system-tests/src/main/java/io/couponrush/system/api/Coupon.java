package io.couponrush.system.api;

import java.time.Instant;

/** A coupon as the API shows it. */
public record Coupon(
        long id,
        long version,
        String name,
        long totalQuantity,
        long issuedQuantity,
        long remaining,
        Instant opensAt,
        Instant closesAt,
        String state) {}
