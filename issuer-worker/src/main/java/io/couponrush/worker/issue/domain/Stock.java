package io.couponrush.worker.issue.domain;

/** What is known of a coupon's stock when a batch is allotted. */
public sealed interface Stock {

    /**
     * Nobody looked: all are allotted a row, and the guard on the counter says yes or no to all.
     */
    record Unread() implements Stock {}

    /**
     * Read under the lock of the coupon's row.
     *
     * @param quantity how many may still be issued, at least 0
     */
    record Left(long quantity) implements Stock {

        public Left {
            if (quantity < 0) {
                throw new IllegalArgumentException("a stock of " + quantity);
            }
        }
    }

    /** Read, and there is no such coupon. */
    record NoCoupon() implements Stock {}
}
