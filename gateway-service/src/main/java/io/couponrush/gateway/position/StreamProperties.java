package io.couponrush.gateway.position;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * Limits of ticket streams.
 *
 * @param maxOpen streams of this gateway at once, at least 1
 * @param maxPerUser streams of one user at once, at least 1; a few tabs
 * @param refresh pause between two looks at the positions, above zero; results come at once
 *     whatever this is. With a second, a change that falls behind a look is told after more than
 *     one ({@code docs/results/streams.md})
 * @param usersPerRead positions read by one call of Redis, at least 1; Redis answers nobody else
 *     meanwhile
 * @param heartbeat pause between two comments, above zero and below every idle time-out on the way
 * @param maxAge after which a stream ends and its client comes again, above zero: a token lives no
 *     longer
 */
@ConfigurationProperties("rush.stream")
record StreamProperties(
        @DefaultValue("20000") int maxOpen,
        @DefaultValue("4") int maxPerUser,
        @DefaultValue("500ms") Duration refresh,
        @DefaultValue("500") int usersPerRead,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("15m") Duration maxAge) {

    StreamProperties {
        positive("max-open", maxOpen);
        positive("max-per-user", maxPerUser);
        positive("refresh", refresh.toNanos());
        positive("users-per-read", usersPerRead);
        positive("heartbeat", heartbeat.toNanos());
        positive("max-age", maxAge.toNanos());
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("rush.stream." + name + " must be above zero");
        }
    }
}
