package io.couponrush.gateway.handoff;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * How long and how much the hand-over waits.
 *
 * @param deliveryTimeout after which the producer gives a record up, above zero; the reconciler
 *     finds what it gave up. Whoever waits for it was told to come back long before
 * @param requestTimeout for one request to the broker, at most the delivery timeout
 * @param buffer records that wait to be sent; further claims are unconfirmed at once
 */
@ConfigurationProperties("rush.handoff")
record HandoffProperties(
        @DefaultValue("30s") Duration deliveryTimeout,
        @DefaultValue("5s") Duration requestTimeout,
        @DefaultValue("32MB") DataSize buffer) {

    HandoffProperties {
        if (requestTimeout.compareTo(deliveryTimeout) > 0 || !requestTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "rush.handoff.request-timeout must be above zero and at most delivery-timeout");
        }
        if (buffer.toBytes() < DataSize.ofMegabytes(1).toBytes()) {
            throw new IllegalArgumentException("rush.handoff.buffer must be at least 1MB");
        }
    }
}
