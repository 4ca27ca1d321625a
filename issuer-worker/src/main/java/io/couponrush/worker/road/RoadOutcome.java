package io.couponrush.worker.road;

import java.time.Duration;
import java.time.Instant;

/** What became of a claim on a road without waiting. */
public sealed interface RoadOutcome {

    /** The row is committed. */
    record Issued(Instant issuedAt) implements RoadOutcome {}

    /** The user has the coupon, by whichever road. */
    record AlreadyIssued() implements RoadOutcome {}

    record SoldOut() implements RoadOutcome {}

    /**
     * @param opensIn from the decision to the opening, by the clock that decided
     */
    record NotOpen(Instant opensAt, Duration opensIn) implements RoadOutcome {}

    record Closed() implements RoadOutcome {}

    record Paused() implements RoadOutcome {}

    record NoSuchCoupon() implements RoadOutcome {}

    /** The user's claim could not be processed, and its slot was given to the next. */
    record Discarded() implements RoadOutcome {}

    /** Nobody could decide, or what was decided could not be written: to be asked again. */
    record Unavailable() implements RoadOutcome {}
}
