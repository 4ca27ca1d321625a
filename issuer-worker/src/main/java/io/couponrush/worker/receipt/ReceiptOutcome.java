package io.couponrush.worker.receipt;

/** What came of asking for a receipt. */
sealed interface ReceiptOutcome {

    record Given(Signed receipt) implements ReceiptOutcome {}

    /** The user has no settled claim. */
    record None() implements ReceiptOutcome {}

    /** The claim ended without a coupon, which may change until the coupon's digest is there. */
    record NotFinal() implements ReceiptOutcome {}

    /** The digest was made of something else: nothing more is signed. */
    record Disputed() implements ReceiptOutcome {}

    /** This worker has no key for receipts. */
    record Off() implements ReceiptOutcome {}
}
