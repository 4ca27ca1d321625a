package io.couponrush.events;

import static io.couponrush.events.Checks.positive;

import java.time.Instant;
import java.util.Objects;

/**
 * The {@code user_coupon} row is committed.
 *
 * @param couponId at least 1
 * @param userId at least 1; also the record key
 * @param sequence the ticket's place in the order of admissions, from 1
 * @param issuedAt the time written in the row
 */
public record CouponIssued(long couponId, long userId, long sequence, Instant issuedAt)
        implements CouponEvent {

    public CouponIssued {
        positive("couponId", couponId);
        positive("userId", userId);
        positive("sequence", sequence);
        Objects.requireNonNull(issuedAt, "issuedAt");
    }
}
