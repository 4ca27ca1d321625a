package io.couponrush.gateway.live;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * Limits of live views.
 *
 * @param maxViews of this gateway at once, at least 1
 * @param maxAge after which a view ends and its client comes again, above zero: a token lives no
 *     longer
 */
@ConfigurationProperties("rush.live")
record LiveProperties(@DefaultValue("20") int maxViews, @DefaultValue("15m") Duration maxAge) {

    LiveProperties {
        positive("max-views", maxViews);
        positive("max-age", maxAge.toNanos());
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("rush.live." + name + " must be above zero");
        }
    }
}
