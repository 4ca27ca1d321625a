package io.couponrush.worker.lab;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * Of the lock lab; only read under the profile {@value #PROFILE}.
 *
 * @param work slept between reading and writing, inside the lock: makes races wide and work slow
 * @param lockWait how long a Redisson lock is waited for
 * @param lockLease after this time a fair or annotated lock ends, whether the work is done or not
 * @param spinEvery between two tries of the spin lock
 * @param spinWait how long it is tried
 * @param spinLease after this time the spin lock ends
 * @param tries of optimistic-retry
 * @param backoff before its second try, with jitter; doubles
 */
@ConfigurationProperties(LabProperties.PREFIX)
record LabProperties(
        @DefaultValue("0ms") Duration work,
        @DefaultValue("5s") Duration lockWait,
        @DefaultValue("3s") Duration lockLease,
        @DefaultValue("100ms") Duration spinEvery,
        @DefaultValue("10s") Duration spinWait,
        @DefaultValue("10s") Duration spinLease,
        @DefaultValue("3") int tries,
        @DefaultValue("10ms") Duration backoff) {

    static final String PREFIX = "rush.lab";

    /** Without this profile there is no lab: no endpoint, no tables, no Redisson. */
    static final String PROFILE = "lab";

    LabProperties {
        if (tries < 1) {
            throw new IllegalArgumentException(PREFIX + ".tries: at least 1");
        }
        for (Duration wanted :
                new Duration[] {lockWait, lockLease, spinEvery, spinWait, spinLease, backoff}) {
            if (wanted.toMillis() < 1) {
                throw new IllegalArgumentException(PREFIX + ": no duration below 1 ms but work");
            }
        }
        if (work.isNegative()) {
            throw new IllegalArgumentException(PREFIX + ".work: not negative");
        }
    }
}
