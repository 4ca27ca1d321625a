package io.couponrush.system.lab;

import io.couponrush.system.compare.Round;

/**
 * One strategy on a fresh coupon, once.
 *
 * @param serverErrors answers of 500 and above
 */
record Measured(Strategy strategy, Round round, long serverErrors) {

    /** P1 and P2, and a counter and answers that say what the rows say. */
    boolean kept() {
        return round.books().clean();
    }
}
