package io.couponrush.gateway.claim;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.gateway.catalogue.Catalogue;
import io.couponrush.gateway.gate.Admission;
import io.couponrush.gateway.gate.Gate;
import io.couponrush.gateway.redis.RedisClock;
import io.couponrush.gateway.trace.ClaimTrace;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Answers a claim from what is known here, or sends it on its way. */
final class Claims {

    private final Catalogue catalogue;
    private final Gate gate;
    private final InFlight inFlight;
    private final ClaimRoad road;
    private final Duration clockDoubt;
    private final RedisClock clock;

    Claims(
            Catalogue catalogue,
            Gate gate,
            InFlight inFlight,
            ClaimRoad road,
            Duration clockDoubt,
            RedisClock clock) {
        this.catalogue = catalogue;
        this.gate = gate;
        this.inFlight = inFlight;
        this.road = road;
        this.clockDoubt = clockDoubt;
        this.clock = clock;
    }

    /** Completes within {@link ClaimProperties#answerWithin}; fails only unexpectedly. */
    CompletableFuture<ClaimOutcome> claim(long couponId, long userId, ClaimTrace trace) {
        CouponAnnounced coupon = catalogue.find(couponId);
        if (coupon == null) {
            return completedFuture(
                    catalogue.isComplete()
                            ? new ClaimOutcome.NotFound()
                            : new ClaimOutcome.Unavailable());
        }
        ClaimOutcome known = withoutAsking(coupon, userId);
        if (known != null) {
            return completedFuture(known);
        }
        return inFlight.enter()
                ? road.start(coupon, userId, trace)
                : completedFuture(new ClaimOutcome.Overloaded());
    }

    /** Null if Redis must decide. What is told here must be true for every ticket holder too. */
    private @Nullable ClaimOutcome withoutAsking(CouponAnnounced coupon, long userId) {
        Admission.Over over = gate.recall(coupon.couponId(), userId);
        if (over != null) {
            return switch (over) {
                case Admission.SoldOut _ -> new ClaimOutcome.SoldOut();
                case Admission.Closed _ -> new ClaimOutcome.Closed();
            };
        }
        Instant now = clock.instant();
        return now != null && now.plus(clockDoubt).isBefore(coupon.opensAt())
                ? new ClaimOutcome.NotOpen(coupon.opensAt(), now)
                : null;
    }
}
