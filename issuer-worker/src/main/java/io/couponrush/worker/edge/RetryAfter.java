package io.couponrush.worker.edge;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** When to come back. One fixed number would bring everybody back in the same second. */
final class RetryAfter {

    private RetryAfter() {}

    private static final int LONGEST_SECONDS = 3600;

    /** From the first whole second after the wait to two later; an hour at most. */
    static String jitteredSecondsFrom(Duration wait) {
        int least = Math.clamp(wait.plusMillis(999).toSeconds(), 1, LONGEST_SECONDS);
        return Integer.toString(ThreadLocalRandom.current().nextInt(least, least + 3));
    }

    /** 1 to 5 seconds. */
    static String jitteredSeconds() {
        return Integer.toString(ThreadLocalRandom.current().nextInt(1, 6));
    }
}
