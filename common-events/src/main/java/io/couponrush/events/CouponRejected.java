package io.couponrush.events;

import static io.couponrush.events.Checks.positive;

import java.time.Instant;
import java.util.Objects;

/**
 * An admitted claim that will never become a row, and why.
 *
 * @param couponId at least 1
 * @param userId at least 1; also the record key
 * @param sequence the ticket's place in the order of admissions, from 1
 * @param reason what the user is told
 * @param rejectedAt when the worker decided
 */
public record CouponRejected(
        long couponId, long userId, long sequence, RejectionReason reason, Instant rejectedAt)
        implements CouponEvent {

    public CouponRejected {
        positive("couponId", couponId);
        positive("userId", userId);
        positive("sequence", sequence);
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(rejectedAt, "rejectedAt");
    }
}
