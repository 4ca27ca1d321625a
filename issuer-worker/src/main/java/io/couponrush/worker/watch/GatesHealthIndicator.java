package io.couponrush.worker.watch;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import java.util.List;

/**
 * Whether people can be admitted to every coupon that is open. Not part of readiness: all workers
 * see the same, and one that is taken away mends no gate.
 */
final class GatesHealthIndicator implements HealthIndicator {

    private final CouponWatch coupons;

    GatesHealthIndicator(CouponWatch coupons) {
        this.coupons = coupons;
    }

    @Override
    public Health health() {
        List<Long> shut = coupons.shut();
        return (shut.isEmpty() ? Health.up() : Health.outOfService())
                .withDetail("shut", shut)
                .build();
    }
}
