package io.couponrush.gateway.catalogue;

import io.couponrush.events.CouponAnnounced;

import java.time.Clock;
import java.time.Duration;

/** Tells a coupon whose keys have expired in Redis from one whose keys are lost. */
public final class Retention {

    private final Duration retention;
    private final Clock clock;

    Retention(Duration retention, Clock clock) {
        this.retention = retention;
        this.clock = clock;
    }

    /**
     * Whether the coupon's keys are allowed to be gone. Before that a missing gate is a loss:
     * nobody can tell who holds a ticket, and nobody is told anything (P7).
     */
    public boolean isOver(CouponAnnounced coupon) {
        return clock.instant().minus(retention).isAfter(coupon.closesAt());
    }
}
