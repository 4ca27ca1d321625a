package io.couponrush.gateway.handoff;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * How long and how much the hand-over waits.
 *
 * @param ackTimeout after which a claim is answered as unconfirmed, above zero; the record itself
 *     is tried for longer
 * @param deliveryTimeout after which the producer gives a record up, above the ack timeout; the
 *     reconciler finds what it gave up
 * @param requestTimeout for one request to the broker, at most the delivery timeout
 * @param buffer records that wait to be sent; further claims are unconfirmed at once
 */
@ConfigurationProperties("rush.handoff")
record HandoffProperties(
        @DefaultValue("2s") Duration ackTimeout,
        @DefaultValue("30s") Duration deliveryTimeout,
        @DefaultValue("5s") Duration requestTimeout,
        @DefaultValue("32MB") DataSize buffer) {

    HandoffProperties {
        if (!ackTimeout.isPositive() || ackTimeout.compareTo(deliveryTimeout) >= 0) {
            throw new IllegalArgumentException(
                    "rush.handoff.ack-timeout must be above zero and below delivery-timeout");
        }
        if (requestTimeout.compareTo(deliveryTimeout) > 0 || !requestTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "rush.handoff.request-timeout must be above zero and at most delivery-timeout");
        }
        if (buffer.toBytes() < DataSize.ofMegabytes(1).toBytes()) {
            throw new IllegalArgumentException("rush.handoff.buffer must be at least 1MB");
        }
    }
}
