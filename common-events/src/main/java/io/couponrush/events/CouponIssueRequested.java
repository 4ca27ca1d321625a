package io.couponrush.events;

import static io.couponrush.events.Checks.positive;

import java.time.Instant;
import java.util.Objects;

/**
 * The issue request: an admitted claim on its way to the worker.
 *
 * @param couponId at least 1
 * @param userId at least 1; also the record key
 * @param sequence the ticket's place in the order of admissions, from 1
 * @param epoch the generation of the gate that admitted the claim, from 1; a rebuild raises it
 * @param admittedAt the time of the admission by the clock of Redis
 */
public record CouponIssueRequested(
        long couponId, long userId, long sequence, long epoch, Instant admittedAt)
        implements CouponEvent {

    public CouponIssueRequested {
        positive("couponId", couponId);
        positive("userId", userId);
        positive("sequence", sequence);
        positive("epoch", epoch);
        Objects.requireNonNull(admittedAt, "admittedAt");
    }

    /** For logs: which claim, and not whose. */
    public String name() {
        return "coupon " + couponId + ", sequence " + sequence;
    }
}
