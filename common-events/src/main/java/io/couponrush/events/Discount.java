package io.couponrush.events;

import static io.couponrush.events.Checks.positive;

import java.util.Objects;

/**
 * What a coupon takes off a price.
 *
 * @param kind how {@code value} is to be read
 * @param value percent (1–100) or an amount in the smallest unit of the shop's currency (at least
 *     1)
 */
public record Discount(Kind kind, long value) {

    /** How a discount is counted. */
    public enum Kind {
        PERCENT,
        AMOUNT
    }

    public Discount {
        Objects.requireNonNull(kind, "kind");
        positive("value", value);
        if (kind == Kind.PERCENT && value > 100) {
            throw new IllegalArgumentException("a discount of " + value + " percent");
        }
    }
}
