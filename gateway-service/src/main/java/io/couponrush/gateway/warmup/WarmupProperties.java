package io.couponrush.gateway.warmup;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * When and how much is rehearsed.
 *
 * @param ahead before a coupon opens; 0 for never
 * @param rounds of one rehearsal, at least 1: the JVM's second compiler takes up what was called
 *     some thousand times
 */
@ConfigurationProperties("rush.warmup")
record WarmupProperties(@DefaultValue("10m") Duration ahead, @DefaultValue("3000") int rounds) {

    WarmupProperties {
        if (ahead.isNegative()) {
            throw new IllegalArgumentException("rush.warmup.ahead must not be negative");
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("rush.warmup.rounds must be at least 1");
        }
    }
}
