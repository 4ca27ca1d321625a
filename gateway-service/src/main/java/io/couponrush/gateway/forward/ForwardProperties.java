package io.couponrush.gateway.forward;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * Limits of forwarding. The worker serves people who sign in and look around; a rush must not be
 * able to drown it, nor pile up here when it is slow.
 *
 * @param connectTimeout to open a connection, above zero
 * @param responseTimeout for the worker to begin its answer, and between two pieces of it, above
 *     zero
 * @param maxConnections to the worker, at least 1
 * @param maxWaiting requests that may wait for a connection, at least 1; the next one is refused
 * @param waitTimeout how long one waits for a connection, above zero
 * @param maxIdle after which an unused connection is closed, above zero; below the worker's own
 *     keep-alive, or requests meet connections that are just being closed
 * @param maxBody the largest request body that is passed on, above zero
 */
@ConfigurationProperties("rush.forward")
record ForwardProperties(
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("10s") Duration responseTimeout,
        @DefaultValue("200") int maxConnections,
        @DefaultValue("400") int maxWaiting,
        @DefaultValue("2s") Duration waitTimeout,
        @DefaultValue("10s") Duration maxIdle,
        @DefaultValue("1MB") DataSize maxBody) {

    ForwardProperties {
        positive("connect-timeout", connectTimeout.toNanos());
        positive("response-timeout", responseTimeout.toNanos());
        positive("max-connections", maxConnections);
        positive("max-waiting", maxWaiting);
        positive("wait-timeout", waitTimeout.toNanos());
        positive("max-idle", maxIdle.toNanos());
        positive("max-body", maxBody.toBytes());
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("rush.forward." + name + " must be above zero");
        }
    }
}
