package io.couponrush.worker.lab;

import java.time.Instant;

/** What became of a claim in the lab. */
sealed interface LabOutcome {

    record Issued(Instant issuedAt) implements LabOutcome {}

    record AlreadyIssued() implements LabOutcome {}

    record SoldOut() implements LabOutcome {}

    record NoSuchCoupon() implements LabOutcome {}

    /** Somebody else was faster; nothing was written. */
    record Conflict() implements LabOutcome {}

    /** The lock was not to be had in time. */
    record NoLock() implements LabOutcome {}

    /** The lock ended before the work did, and the fence was noticed: nothing was written. */
    record FencedOff() implements LabOutcome {}

    /** A server could not be asked. */
    record Unavailable() implements LabOutcome {}
}
