package io.couponrush.gateway.edge;

import java.util.concurrent.ThreadLocalRandom;

/**
 * When to come back. A fixed number would bring everybody back in the same second; whole seconds
 * are what HTTP allows, so the spread has to be wide.
 */
public final class RetryAfter {

    private RetryAfter() {}

    /** Any of {@code from} to {@code to} seconds, both included; {@code from} at least 1. */
    public static int seconds(int from, int to) {
        return ThreadLocalRandom.current().nextInt(from, to + 1);
    }
}
