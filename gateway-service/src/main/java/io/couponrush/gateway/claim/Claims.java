package io.couponrush.gateway.claim;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.CouponState;
import io.couponrush.gateway.catalogue.Catalogue;
import io.couponrush.gateway.gate.Admission;
import io.couponrush.gateway.gate.Gate;
import io.couponrush.gateway.handoff.Handoff;
import io.couponrush.gateway.redis.RedisUnavailableException;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Claim → gate → handoff.
 *
 * <p>Built of futures that nobody holds but their producers: once the script is sent, the claim
 * runs to its end even if the client hangs up, because a cancelled subscription ends at the future.
 * A chain of Monos lost 30 to 240 admitted claims in six seconds of impatient clients.
 */
final class Claims {

    private final Catalogue catalogue;
    private final Gate gate;
    private final Handoff handoff;
    private final InFlight inFlight;
    private final Duration clockDoubt;
    private final Clock clock;

    Claims(
            Catalogue catalogue,
            Gate gate,
            Handoff handoff,
            InFlight inFlight,
            Duration clockDoubt,
            Clock clock) {
        this.catalogue = catalogue;
        this.gate = gate;
        this.handoff = handoff;
        this.inFlight = inFlight;
        this.clockDoubt = clockDoubt;
        this.clock = clock;
    }

    /** Fails only with what nobody expected. */
    CompletableFuture<ClaimOutcome> claim(long couponId, long userId) {
        ClaimOutcome known = withoutAsking(couponId, userId);
        if (known != null) {
            return completedFuture(known);
        }
        if (!inFlight.enter()) {
            return completedFuture(new ClaimOutcome.Overloaded());
        }
        return gate.decide(couponId, userId)
                .thenCompose(admission -> follow(couponId, userId, admission))
                .exceptionally(Claims::unavailable)
                .whenComplete((outcome, failure) -> inFlight.leave());
    }

    /** Null if Redis must decide. What is told here must be true for every ticket holder too. */
    private @Nullable ClaimOutcome withoutAsking(long couponId, long userId) {
        CouponAnnounced coupon = catalogue.find(couponId);
        if (coupon == null) {
            return catalogue.isComplete()
                    ? new ClaimOutcome.NotFound()
                    : new ClaimOutcome.Unavailable();
        }
        Admission remembered = gate.recall(couponId, userId);
        if (remembered != null) {
            return refusal(couponId, remembered);
        }
        Instant now = clock.instant();
        return now.plus(clockDoubt).isBefore(coupon.opensAt())
                ? new ClaimOutcome.NotOpen(coupon.opensAt(), now)
                : null;
    }

    private CompletableFuture<ClaimOutcome> follow(
            long couponId, long userId, Admission admission) {
        return admission instanceof Admission.Waiting waiting
                ? handOver(couponId, userId, waiting)
                : completedFuture(refusal(couponId, admission));
    }

    private CompletableFuture<ClaimOutcome> handOver(
            long couponId, long userId, Admission.Waiting admission) {
        CouponIssueRequested request =
                new CouponIssueRequested(
                        couponId,
                        userId,
                        admission.ticket().sequence(),
                        admission.epoch(),
                        admission.decidedAt());
        return handoff.publish(request)
                .thenApply(
                        result ->
                                switch (result) {
                                    case CONFIRMED -> accepted(admission);
                                    case UNCONFIRMED -> new ClaimOutcome.Unconfirmed();
                                });
    }

    private static ClaimOutcome accepted(Admission.Waiting admission) {
        return switch (admission) {
            case Admission.Admitted it -> new ClaimOutcome.Accepted(it.ticket());
            case Admission.Again it -> new ClaimOutcome.AcceptedAgain(it.ticket());
        };
    }

    private ClaimOutcome refusal(long couponId, Admission admission) {
        return switch (admission) {
            case Admission.Settled it -> new ClaimOutcome.Settled(it.ticket());
            case Admission.NotOpen it -> new ClaimOutcome.NotOpen(it.opensAt(), it.now());
            case Admission.Closed _ -> new ClaimOutcome.Closed();
            case Admission.Paused _ -> new ClaimOutcome.Paused();
            case Admission.SoldOut _ -> new ClaimOutcome.SoldOut();
            case Admission.NoGate _ ->
                    isLongClosed(couponId)
                            ? new ClaimOutcome.Closed()
                            : new ClaimOutcome.Unavailable();
            case Admission.Waiting it ->
                    throw new IllegalStateException("a ticket is no refusal: " + it);
        };
    }

    /** The keys of a closed coupon expire: then it is closed, and not out of order. */
    private boolean isLongClosed(long couponId) {
        CouponAnnounced coupon = catalogue.find(couponId);
        return coupon != null
                && (coupon.state() == CouponState.CLOSED
                        || clock.instant().minus(clockDoubt).isAfter(coupon.closesAt()));
    }

    private static ClaimOutcome unavailable(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof RedisUnavailableException) {
            return new ClaimOutcome.Unavailable();
        }
        throw new CompletionException(cause);
    }
}
