package io.couponrush.worker.lab;

import io.couponrush.worker.support.Properties;

import java.time.Duration;

/** Settings for locks that a test makes itself. */
final class LabTimes {

    private LabTimes() {}

    static LabProperties waitAndLease(Duration wait, Duration lease) {
        return Properties.bind(
                LabProperties.PREFIX,
                LabProperties.class,
                "lock-wait=" + wait.toMillis() + "ms",
                "lock-lease=" + lease.toMillis() + "ms",
                "spin-wait=" + wait.toMillis() + "ms",
                "spin-lease=" + lease.toMillis() + "ms");
    }
}
