package io.couponrush.system.jmeter;

import java.util.List;

/**
 * @param users threads of JMeter, each claiming with one token after the other
 * @param claims tokens in all
 * @param coupons there are
 * @param ramp seconds until all users have started
 * @param warmUp whether a first round is thrown away
 * @param seed decides the ids of the users
 */
record CompareOptions(
        int users,
        int claims,
        int coupons,
        int ramp,
        int rounds,
        boolean warmUp,
        List<Road> roads,
        long seed) {

    CompareOptions {
        roads = List.copyOf(roads);
        positive("--users", users);
        positive("--claims", claims);
        positive("--coupons", coupons);
        positive("--rounds", rounds);
        if (ramp < 0) {
            throw new IllegalArgumentException("--ramp must not be negative, not " + ramp);
        }
        if (claims < users) {
            throw new IllegalArgumentException(
                    "--claims must be at least --users: %d are fewer than %d"
                            .formatted(claims, users));
        }
        if (roads.isEmpty() || roads.stream().distinct().count() < roads.size()) {
            throw new IllegalArgumentException("--roads must name each road once, not " + roads);
        }
    }

    private static void positive(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " must be at least 1, not " + value);
        }
    }
}
