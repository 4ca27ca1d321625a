package io.couponrush.worker.road;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The roads v1 and v2.
 *
 * @param enabled false: their routes are answered 404
 */
@ConfigurationProperties(RoadProperties.PREFIX)
record RoadProperties(@DefaultValue("true") boolean enabled) {

    static final String PREFIX = "rush.legacy-roads";

    /** The key that decides whether the beans of this package exist. */
    static final String ENABLED = PREFIX + ".enabled";
}
