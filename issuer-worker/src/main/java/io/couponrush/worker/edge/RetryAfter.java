package io.couponrush.worker.edge;

import java.util.concurrent.ThreadLocalRandom;

/** When to come back. One fixed number would bring everybody back in the same second. */
final class RetryAfter {

    private RetryAfter() {}

    /** 1 to 5 seconds. */
    static String jitteredSeconds() {
        return Integer.toString(ThreadLocalRandom.current().nextInt(1, 6));
    }
}
