package io.couponrush.worker.balance;

/** What came of looking into the books of a coupon. */
sealed interface BooksOutcome permits Balance, Queue, BooksOutcome.Nothing {

    /** There is nothing to look at. */
    sealed interface Nothing extends BooksOutcome {}

    record NoSuchCoupon() implements Nothing {}

    /** Redis has nothing to compare with, and should have. */
    record NoGate() implements Nothing {}

    /** The coupon closed so long ago that Redis has forgotten it. */
    record Expired() implements Nothing {}
}
