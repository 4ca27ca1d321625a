package io.couponrush.gateway.health;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.gateway.catalogue.Catalogue;
import io.couponrush.gateway.catalogue.Retention;
import io.couponrush.gateway.gate.GateWatch;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import java.util.List;

/**
 * Whether claims can be decided: each coupon that somebody asks about has a gate to be believed.
 */
final class GatesHealthIndicator implements HealthIndicator {

    private final GateWatch watch;
    private final Catalogue catalogue;
    private final Retention retention;

    GatesHealthIndicator(GateWatch watch, Catalogue catalogue, Retention retention) {
        this.watch = watch;
        this.catalogue = catalogue;
        this.retention = retention;
    }

    @Override
    public Health health() {
        List<Long> missing = watch.withoutGate().stream().filter(this::mustHaveOne).toList();
        return (missing.isEmpty() ? Health.up() : Health.outOfService())
                .withDetail("withoutGate", missing)
                .build();
    }

    private boolean mustHaveOne(long couponId) {
        CouponAnnounced coupon = catalogue.find(couponId);
        return coupon != null && !retention.isOver(coupon);
    }
}
