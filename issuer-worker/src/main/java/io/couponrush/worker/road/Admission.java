package io.couponrush.worker.road;

import io.couponrush.events.CouponIssueRequested;

/** What the gate said about a claim on v2. */
sealed interface Admission {

    /** A ticket that is new: its row is ours to write, and nobody else's yet. */
    record Admitted(CouponIssueRequested claim) implements Admission {}

    /** A ticket that was there: somebody else may be writing its row too. */
    record Queued(CouponIssueRequested claim) implements Admission {}

    /** There is nothing to write. */
    record Over(RoadOutcome outcome) implements Admission {}
}
