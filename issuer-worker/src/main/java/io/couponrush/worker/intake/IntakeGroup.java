package io.couponrush.worker.intake;

/** The consumer group of all workers. */
public final class IntakeGroup {

    /** Whatever its committed offsets have passed is settled, dead letters included. */
    public static final String NAME = "coupon-issuer";

    private IntakeGroup() {}
}
