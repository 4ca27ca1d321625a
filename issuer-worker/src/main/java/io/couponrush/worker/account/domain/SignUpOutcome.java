package io.couponrush.worker.account.domain;

/** How a sign-up ended. */
public sealed interface SignUpOutcome {

    /** The account exists now. */
    record SignedUp(long userId, String username) implements SignUpOutcome {}

    /** Somebody has that name. */
    record NameTaken() implements SignUpOutcome {}
}
