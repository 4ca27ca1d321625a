package io.couponrush.gateway.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * What a client may cost. All times above zero.
 *
 * @param idleTimeout without a whole request or any of an answer; also ends half-sent headers
 * @param readTimeout between two reads of a request's body
 * @param requestTimeout for a whole request to arrive after its headers
 * @param maxConnections further ones are closed at once; at least 1, a few kB each
 * @param backlog connections that may wait to be accepted; the kernel caps it ({@code
 *     net.core.somaxconn})
 */
@ConfigurationProperties("rush.http")
record HttpProperties(
        @DefaultValue("30s") Duration idleTimeout,
        @DefaultValue("5s") Duration readTimeout,
        @DefaultValue("15s") Duration requestTimeout,
        @DefaultValue("50000") int maxConnections,
        @DefaultValue("65535") int backlog) {

    HttpProperties {
        if (!idleTimeout.isPositive()
                || !readTimeout.isPositive()
                || !requestTimeout.isPositive()) {
            throw new IllegalArgumentException("rush.http: timeouts must be above zero");
        }
        if (maxConnections < 1 || backlog < 1) {
            throw new IllegalArgumentException(
                    "rush.http: max-connections and backlog must be at least 1");
        }
    }
}
