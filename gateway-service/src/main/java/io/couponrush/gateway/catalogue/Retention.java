package io.couponrush.gateway.catalogue;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.gateway.redis.RedisClock;

import java.time.Duration;
import java.time.Instant;

/** Tells a coupon whose keys have expired in Redis from one whose keys are lost. */
public final class Retention {

    private final Duration retention;
    private final RedisClock clock;

    Retention(Duration retention, RedisClock clock) {
        this.retention = retention;
        this.clock = clock;
    }

    /**
     * Whether the coupon's keys are allowed to be gone. Before that a missing gate is a loss:
     * nobody can tell who holds a ticket, and nobody is told anything (P7).
     */
    public boolean isOver(CouponAnnounced coupon) {
        Instant now = clock.instant();
        return now != null && now.minus(retention).isAfter(coupon.closesAt());
    }
}
