package io.couponrush.gateway.claim;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * The limits of claiming.
 *
 * @param maxInFlight claims being decided or handed over at a time, at least 1; the next one is
 *     refused at once
 * @param clockDoubt by how much this machine's clock may differ from that of Redis, zero or more:
 *     only a coupon that opens later than that is refused without asking Redis
 * @param drainTimeout how long a shutdown waits for what was admitted, above zero
 */
@ConfigurationProperties("rush.claim")
record ClaimProperties(
        @DefaultValue("10000") int maxInFlight,
        @DefaultValue("5s") Duration clockDoubt,
        @DefaultValue("10s") Duration drainTimeout) {

    ClaimProperties {
        if (maxInFlight < 1 || clockDoubt.isNegative() || !drainTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "rush.claim: max-in-flight must be at least 1, clock-doubt not negative,"
                            + " drain-timeout above zero");
        }
    }
}
