package io.couponrush.worker.coupon.domain;

import io.couponrush.events.Discount;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What an admin wants to give out.
 *
 * @param totalQuantity at least 1
 * @param opensAt the first instant of a claim; whole milliseconds, as the gate counts
 * @param closesAt the first instant after the last claim; whole milliseconds
 */
public record Offer(
        String name,
        String description,
        Discount discount,
        long totalQuantity,
        Instant opensAt,
        Instant closesAt) {

    /** Beyond it is a typing error, and far beyond it no database can hold the date. */
    static final Duration HORIZON = Duration.ofDays(3660);

    public Offer {
        opensAt = opensAt.truncatedTo(ChronoUnit.MILLIS);
        closesAt = closesAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What forbids to make it now. */
    public Optional<Fault> faultAt(Instant now) {
        if (opensAt.isBefore(now.minus(HORIZON)) || opensAt.isAfter(now.plus(HORIZON))) {
            return Optional.of(new Fault("opensAt", "must lie within ten years from now"));
        }
        if (!closesAt.isAfter(opensAt)) {
            return Optional.of(new Fault("closesAt", "must be after opensAt"));
        }
        if (!closesAt.isAfter(now)) {
            return Optional.of(new Fault("closesAt", "must be in the future"));
        }
        if (closesAt.isAfter(now.plus(HORIZON))) {
            return Optional.of(new Fault("closesAt", "must lie within ten years from now"));
        }
        return Optional.empty();
    }
}
