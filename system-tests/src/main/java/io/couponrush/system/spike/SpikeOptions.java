package io.couponrush.system.spike;

import java.time.Duration;
import java.util.List;

/**
 * @param users one claim each, at least 1
 * @param coupons the coupon's total quantity, at least 1
 * @param connections kept-alive connections, a request at a time on each
 * @param seed decides the user ids
 * @param roads v1, v2 or v3, taken by the users in turn; v1 and v2 have no tickets to follow
 * @param limit after this time whoever still waits is given up, and a spike with such users is not
 *     held
 */
public record SpikeOptions(
        int users, int coupons, int connections, long seed, List<String> roads, Duration limit) {

    /** All by the queue road. */
    public SpikeOptions(int users, int coupons, int connections, long seed, Duration limit) {
        this(users, coupons, connections, seed, List.of("v3"), limit);
    }

    public SpikeOptions {
        roads = List.copyOf(roads);
        if (users < 1 || coupons < 1 || connections < 1) {
            throw new IllegalArgumentException("users, coupons and connections start at 1");
        }
    }
}
