package io.couponrush.worker.progress;

/**
 * A claim whose record was dead-lettered: its user is told FAILED until somebody has looked at it.
 *
 * @param couponId at least 1
 * @param userId at least 1
 * @param sequence of the ticket; a pending claim with another sequence is not this one
 * @param reason a stable name
 */
public record FailedClaim(long couponId, long userId, long sequence, String reason) {

    /** For logs: which claim, and not whose. */
    public String name() {
        return "coupon " + couponId + ", sequence " + sequence;
    }
}
