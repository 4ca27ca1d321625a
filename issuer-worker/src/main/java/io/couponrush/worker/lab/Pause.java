package io.couponrush.worker.lab;

import java.time.Duration;

/** What happens between reading and writing. */
interface Pause {

    void between(long couponId, long userId) throws InterruptedException;

    /** Sleeps; 0 is nothing. */
    static Pause of(Duration time) {
        return (_, _) -> {
            if (time.isPositive()) {
                Thread.sleep(time);
            }
        };
    }
}
