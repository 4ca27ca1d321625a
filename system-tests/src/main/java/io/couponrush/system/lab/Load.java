package io.couponrush.system.lab;

import java.time.Duration;

/**
 * Who comes, and how.
 *
 * @param users a connection each, so all at the same time, up to {@value #MOST_CONNECTIONS}
 * @param stock coupons there are
 * @param ramp until all of them have started
 * @param hold how long each, as somebody new every time, claims again when answered; zero:
 *     everybody claims once
 */
record Load(int users, int stock, Duration ramp, Duration hold) {

    /** As many as the scenarios hold; more users than this wait for a connection. */
    static final int MOST_CONNECTIONS = 2_000;

    Load {
        if (users < 1 || stock < 1) {
            throw new IllegalArgumentException("--users and --stock must be at least 1");
        }
        if (ramp.isNegative() || hold.isNegative()) {
            throw new IllegalArgumentException("--ramp and --hold must not be negative");
        }
    }

    int connections() {
        return Math.min(users, MOST_CONNECTIONS);
    }

    static Load once(int users, int stock) {
        return new Load(users, stock, Duration.ZERO, Duration.ZERO);
    }

    /** The same at a tenth, and for 3 s at most. */
    Load small() {
        Duration most = Duration.ofSeconds(3);
        return new Load(
                Math.max(1, users / 10),
                Math.max(1, stock / 10),
                ramp.compareTo(most) < 0 ? ramp : Duration.ofSeconds(1),
                hold.compareTo(most) < 0 ? hold : most);
    }

    String words() {
        return hold.isZero()
                ? "%,d users once each on %,d coupons".formatted(users, stock)
                : "%,d users, ramped %d s and held %d s, on %,d coupons"
                        .formatted(users, ramp.toSeconds(), hold.toSeconds(), stock);
    }
}
