package io.couponrush.worker.lab;

/** One way to keep two from taking the same coupon. */
interface LabStrategy {

    /** As in {@code ?strategy=}; public API of the lab. */
    String name();

    /**
     * @throws InterruptedException while it waits for a lock
     */
    LabOutcome issue(long couponId, long userId) throws InterruptedException;
}
