package io.couponrush.worker.receipt.domain;

import java.time.Instant;

/** What stands under one sequence of a coupon. */
public sealed interface Place {

    long sequence();

    /**
     * Somebody's claim.
     *
     * @param settledAt as the database has it, in microseconds
     */
    record Taken(long sequence, long userId, Ending ending, Instant settledAt) implements Place {}

    /** Nobody's. */
    record Vacant(long sequence, Why why) implements Place {}

    /** Why a place is nobody's. */
    enum Why {
        /** Its row could not be written, and the slot went to the next claim (v2). */
        RETURNED,
        /** When the gate was made anew, nobody was known to stand for it. */
        UNCLAIMED
    }
}
