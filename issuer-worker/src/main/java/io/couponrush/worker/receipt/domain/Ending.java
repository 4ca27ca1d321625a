package io.couponrush.worker.receipt.domain;

/** How a claim ended, the strongest first: a row wins over whatever else was recorded of it. */
public enum Ending {
    /** A row stands for it. */
    ISSUED,
    /** Given up by an admin; its slot went to the next claim, under a sequence of its own. */
    DISCARDED,
    /** The user has the coupon by a road that passes no gate. */
    ELSEWHERE,
    SOLD_OUT,
    COUPON_UNKNOWN;

    /** Whether nothing that may still happen changes it: a raise can make a no a yes. */
    public boolean isFinal() {
        return this == ISSUED || this == DISCARDED;
    }
}
