package io.couponrush.worker.issue.domain;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.RejectionReason;

import java.time.Instant;

/** What became of one claim. Every delivered claim gets exactly one. */
public sealed interface Outcome {

    CouponIssueRequested claim();

    /**
     * The claim becomes a row of its own.
     *
     * @param issuedAt the time written in the row
     */
    record Issued(CouponIssueRequested claim, Instant issuedAt) implements Outcome {}

    /**
     * The user holds the coupon, from an earlier delivery, a replay or another claim in the batch.
     * For the user it is as good as issued.
     *
     * @param issuedAt the time written in the row that exists
     */
    record AlreadyIssued(CouponIssueRequested claim, Instant issuedAt) implements Outcome {}

    /**
     * The user holds the coupon from a road that passes no gate: as good as issued too, but no row
     * stands for the ticket.
     *
     * @param issuedAt the time written in the row that exists
     */
    record IssuedElsewhere(CouponIssueRequested claim, Instant issuedAt) implements Outcome {}

    /** The claim will never become a row. */
    record Rejected(CouponIssueRequested claim, RejectionReason reason, Instant rejectedAt)
            implements Outcome {}
}
