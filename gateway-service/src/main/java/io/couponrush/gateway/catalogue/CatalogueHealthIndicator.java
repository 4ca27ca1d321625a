package io.couponrush.gateway.catalogue;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Not ready before the catalogue has been read: every coupon would look unknown. */
final class CatalogueHealthIndicator implements HealthIndicator {

    private final CatalogueMap catalogue;

    CatalogueHealthIndicator(CatalogueMap catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Health health() {
        return (catalogue.isComplete() ? Health.up() : Health.outOfService())
                .withDetail("coupons", catalogue.size())
                .build();
    }
}
