package io.couponrush.worker.account.domain;

/** How a change of one's password ended. */
public enum PasswordChangeOutcome {
    CHANGED,
    /** The current password was not that one, or the account is gone. */
    REFUSED
}
