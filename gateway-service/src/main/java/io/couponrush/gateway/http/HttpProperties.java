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
 * @param farewell how long a gateway that is told to stop goes on answering, and asks everybody to
 *     connect anew, elsewhere, before it closes the connections that are open; 0 to 10 s
 */
@ConfigurationProperties("rush.http")
record HttpProperties(
        @DefaultValue("30s") Duration idleTimeout,
        @DefaultValue("5s") Duration readTimeout,
        @DefaultValue("15s") Duration requestTimeout,
        @DefaultValue("50000") int maxConnections,
        @DefaultValue("65535") int backlog,
        @DefaultValue("1s") Duration farewell) {

    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(10);

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
        if (farewell.isNegative() || farewell.compareTo(LONGEST_FAREWELL) > 0) {
            throw new IllegalArgumentException(
                    "rush.http.farewell must be from 0 to %s, was %s"
                            .formatted(LONGEST_FAREWELL, farewell));
        }
    }
}
