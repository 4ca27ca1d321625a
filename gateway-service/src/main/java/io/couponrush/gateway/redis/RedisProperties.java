package io.couponrush.gateway.redis;

import io.lettuce.core.RedisURI;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How to reach Redis, and for how long to wait for it.
 *
 * @param url {@code redis://} or {@code rediss://}, with user and password where there are any
 * @param connectTimeout to open a connection, above zero
 * @param readTimeout from sending a read to its reply, above zero
 * @param scriptTimeout the same for a script, above zero; long, because a late reply of the
 *     admission script is still worth having: whoever waits for it was told to come back before
 * @param queue commands that may wait for their replies on one connection, at least 1; the next one
 *     is refused at once
 * @param reconnectAfter pause before a lost connection is opened again, above zero; jittered by
 *     half, so that a fleet does not come back in one instant
 */
@ConfigurationProperties("rush.redis")
record RedisProperties(
        String url,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("1500ms") Duration readTimeout,
        @DefaultValue("10s") Duration scriptTimeout,
        @DefaultValue("20000") int queue,
        @DefaultValue("250ms") Duration reconnectAfter) {

    RedisProperties {
        RedisURI.create(url);
        positive("connect-timeout", connectTimeout);
        positive("read-timeout", readTimeout);
        positive("script-timeout", scriptTimeout);
        positive("reconnect-after", reconnectAfter);
        if (queue < 1) {
            throw new IllegalArgumentException("rush.redis.queue must be at least 1, was " + queue);
        }
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(
                    "rush.redis." + name + " must be above zero, was " + value);
        }
    }
}
