package io.couponrush.worker.recovery;

/**
 * A claim as the database knows it.
 *
 * @param reason of a rejection or failure, else empty
 */
record RecordedClaim(long userId, long sequence, Ending ending, String reason) {

    /** How it ended. */
    enum Ending {
        ISSUED,
        /** The user holds the coupon by a road that passes no gate. */
        ELSEWHERE,
        /** The database had no row left for it; its slot is of use to a raise. */
        REJECTED,
        /** Rejected by an admin, who gave its slot back to the stock. */
        DISCARDED,
        /** Dead-lettered, and nobody has given it up. */
        FAILED
    }
}
