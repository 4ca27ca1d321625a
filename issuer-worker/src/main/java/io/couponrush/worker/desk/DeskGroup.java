package io.couponrush.worker.desk;

/** The consumer group that writes dead letters down. */
public final class DeskGroup {

    /** Whatever its committed offsets have passed stands in the table. */
    public static final String NAME = "dead-letter-desk";

    private DeskGroup() {}
}
