package io.couponrush.events;

import static io.couponrush.events.Checks.positive;

import java.time.Instant;
import java.util.Objects;

/**
 * A coupon as the catalogue shows it; the newest version replaces all older ones.
 *
 * @param couponId at least 1; also the record key
 * @param version raised by every change, from 1; an older one arriving late is to be ignored
 * @param name for people, not empty
 * @param description for people, may be empty
 * @param discount what it takes off
 * @param totalQuantity how many there are, at least 1
 * @param opensAt the first instant at which a claim may be admitted
 * @param closesAt the first instant at which no claim is admitted any more
 * @param state what an admin decided
 * @param epoch the latest generation of its gate, from 1; a gate of an earlier one must not be
 *     believed. 0 if the announcer didn't know, as in version 1 of this event
 */
public record CouponAnnounced(
        long couponId,
        long version,
        String name,
        String description,
        Discount discount,
        long totalQuantity,
        Instant opensAt,
        Instant closesAt,
        CouponState state,
        long epoch)
        implements CouponEvent {

    public CouponAnnounced {
        positive("couponId", couponId);
        positive("version", version);
        positive("totalQuantity", totalQuantity);
        if (epoch < 0) {
            throw new IllegalArgumentException("coupon " + couponId + " of epoch " + epoch);
        }
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(discount, "discount");
        Objects.requireNonNull(opensAt, "opensAt");
        Objects.requireNonNull(closesAt, "closesAt");
        Objects.requireNonNull(state, "state");
        if (!closesAt.isAfter(opensAt)) {
            throw new IllegalArgumentException(
                    "coupon " + couponId + " closes at " + closesAt + ", opens at " + opensAt);
        }
    }
}
