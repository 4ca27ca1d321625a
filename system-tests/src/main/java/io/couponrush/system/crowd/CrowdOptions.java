package io.couponrush.system.crowd;

import java.time.Duration;

/**
 * How many come to each event of the demo.
 *
 * @param visitors 10 to 100,000
 */
public record CrowdOptions(int visitors) {

    /**
     * Half as many again as the worker takes a second under the profile {@code demo}, so a queue
     * grows for as long as there are coupons.
     */
    private static final int ARRIVALS_PER_SECOND = 30;

    public CrowdOptions {
        if (visitors < 10 || visitors > 100_000) {
            throw new IllegalArgumentException("a crowd has 10 to 100,000 visitors");
        }
    }

    /** Three for five. */
    long coupons() {
        return visitors * 3L / 5;
    }

    /** From the first to the last arrival. */
    Duration span() {
        return Duration.ofMillis(visitors * 1000L / ARRIVALS_PER_SECOND);
    }
}
