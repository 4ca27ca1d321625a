package io.couponrush.gateway.catalogue;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * What a gateway knows about coupons beside what it is told.
 *
 * @param retention how long after its closing time a coupon's keys stay in Redis, above zero; not
 *     below the worker's {@code rush.announce.retention}, or a loss of Redis would be taken for the
 *     end of that time
 */
@ConfigurationProperties("rush.catalogue")
record CatalogueProperties(@DefaultValue("7d") Duration retention) {

    CatalogueProperties {
        if (!retention.isPositive()) {
            throw new IllegalArgumentException("rush.catalogue.retention must be above zero");
        }
    }
}
