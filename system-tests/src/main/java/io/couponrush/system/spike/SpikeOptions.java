package io.couponrush.system.spike;

import java.time.Duration;

/**
 * @param users one claim each, at least 1
 * @param coupons the coupon's total quantity, at least 1
 * @param connections kept-alive connections, a request at a time on each
 * @param seed decides the user ids
 * @param limit after this time whoever still waits is given up, which breaks P3
 */
public record SpikeOptions(int users, int coupons, int connections, long seed, Duration limit) {

    public SpikeOptions {
        if (users < 1 || coupons < 1 || connections < 1) {
            throw new IllegalArgumentException("users, coupons and connections start at 1");
        }
    }
}
