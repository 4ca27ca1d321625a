package io.couponrush.worker.account.domain;

/** How a sign-in ended. */
public sealed interface SignInOutcome {

    record SignedIn(long userId, Role role) implements SignInOutcome {}

    /** No such name, or not this password; nobody is told which. */
    record Refused() implements SignInOutcome {}
}
