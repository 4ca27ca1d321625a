package io.couponrush.worker.balance;

/** What came of asking for a balance. */
sealed interface BooksOutcome permits Balance, BooksOutcome.NoSuchCoupon, BooksOutcome.NoGate {

    record NoSuchCoupon() implements BooksOutcome {}

    /** Redis has nothing to compare with. */
    record NoGate() implements BooksOutcome {}
}
