package io.couponrush.gateway.claim;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.events.CouponIssueRequested;
import io.couponrush.gateway.catalogue.Retention;
import io.couponrush.gateway.gate.Admission;
import io.couponrush.gateway.gate.Gate;
import io.couponrush.gateway.handoff.Handoff;
import io.couponrush.gateway.redis.RedisLink;
import io.couponrush.gateway.redis.RedisUnavailableException;
import io.couponrush.gateway.trace.ClaimTrace;
import io.netty.util.Timeout;
import io.netty.util.Timer;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Gate → handoff, for one claim at a time entered in {@link InFlight}.
 *
 * <p>Made of futures that only their producers complete: once the script is sent, the claim runs to
 * its end, whether the client hangs up or the answer's time is over. A chain of Monos lost 30 to
 * 240 admitted claims in six seconds of impatient clients: a client that hangs up cancels it.
 */
final class ClaimRoad {

    private final Gate gate;
    private final Handoff handoff;
    private final InFlight inFlight;
    private final Timer timer;
    private final long answerWithinMillis;
    private final Retention retention;
    private final Repeats repeats;

    ClaimRoad(
            Gate gate,
            Handoff handoff,
            InFlight inFlight,
            Timer timer,
            ClaimProperties properties,
            Retention retention,
            Repeats repeats) {
        this.gate = gate;
        this.handoff = handoff;
        this.inFlight = inFlight;
        this.timer = timer;
        this.answerWithinMillis = properties.answerWithin().toMillis();
        this.retention = retention;
        this.repeats = repeats;
    }

    /** Leaves {@link InFlight} when all is done, which may be long after the answer. */
    CompletableFuture<ClaimOutcome> start(CouponAnnounced coupon, long userId, ClaimTrace trace) {
        return new Run(coupon, userId, trace).start();
    }

    private final class Run {

        private final CouponAnnounced coupon;
        private final long userId;
        private final ClaimTrace trace;
        private final CompletableFuture<ClaimOutcome> answer = new CompletableFuture<>();
        private final Timeout deadline;

        private volatile boolean admitted;

        Run(CouponAnnounced coupon, long userId, ClaimTrace trace) {
            this.coupon = coupon;
            this.userId = userId;
            this.trace = trace;
            this.deadline = timer.newTimeout(this::late, answerWithinMillis, TimeUnit.MILLISECONDS);
        }

        CompletableFuture<ClaimOutcome> start() {
            ClaimTrace.Step admission = trace.begin(ClaimTrace.Part.ADMISSION);
            try {
                var _ =
                        gate.decide(coupon.couponId(), coupon.epoch(), userId)
                                .whenComplete((_, failure) -> admission.end(failure))
                                .whenComplete(this::decided);
            } catch (RuntimeException e) { // nothing was sent
                end(null, e);
            }
            return answer;
        }

        /** The claim goes on: only its answer is given now. */
        private void late(Timeout timeout) {
            answer.complete(
                    admitted ? new ClaimOutcome.Unconfirmed() : new ClaimOutcome.Unavailable());
        }

        private void decided(@Nullable Admission admission, @Nullable Throwable failure) {
            try {
                follow(admission, failure);
            } catch (RuntimeException e) {
                end(null, e);
            }
        }

        private void follow(@Nullable Admission admission, @Nullable Throwable failure) {
            if (admission instanceof Admission.Waiting waiting) {
                admitted = true;
                trace.names(coupon.couponId(), waiting.ticket().sequence());
                handOver(waiting);
            } else if (admission != null) {
                end(outcome(admission), null);
            } else if (failure != null
                    && RedisLink.unavailable(failure) instanceof RedisUnavailableException) {
                end(new ClaimOutcome.Unavailable(), null);
            } else {
                end(null, failure);
            }
        }

        private void handOver(Admission.Waiting admission) {
            CouponIssueRequested request = request(admission);
            boolean again = admission instanceof Admission.Again;
            if (again && repeats.isRecent(request)) {
                end(accepted(admission), null);
                return;
            }
            var _ =
                    handoff.publish(request, trace)
                            .whenComplete(
                                    (result, broken) -> {
                                        if (again && result == Handoff.Result.CONFIRMED) {
                                            repeats.confirmed(request);
                                        }
                                        handed(admission, result, broken);
                                    });
        }

        private CouponIssueRequested request(Admission.Waiting admission) {
            return new CouponIssueRequested(
                    coupon.couponId(),
                    userId,
                    admission.ticket().sequence(),
                    admission.epoch(),
                    admission.decidedAt());
        }

        private void handed(
                Admission.Waiting admission,
                Handoff.@Nullable Result result,
                @Nullable Throwable failure) {
            if (result == null) {
                end(null, failure);
                return;
            }
            end(
                    switch (result) {
                        case CONFIRMED -> accepted(admission);
                        case UNCONFIRMED -> new ClaimOutcome.Unconfirmed();
                    },
                    null);
        }

        private static ClaimOutcome accepted(Admission.Waiting admission) {
            return switch (admission) {
                case Admission.Admitted it -> new ClaimOutcome.Accepted(it.ticket());
                case Admission.Again it -> new ClaimOutcome.AcceptedAgain(it.ticket());
            };
        }

        private ClaimOutcome outcome(Admission admission) {
            return switch (admission) {
                case Admission.Settled it -> new ClaimOutcome.Settled(it.ticket());
                case Admission.NotOpen it -> new ClaimOutcome.NotOpen(it.opensAt(), it.now());
                case Admission.Closed _ -> new ClaimOutcome.Closed();
                case Admission.Paused _ -> new ClaimOutcome.Paused();
                case Admission.SoldOut _ -> new ClaimOutcome.SoldOut();
                case Admission.NoGate _ ->
                        retention.isOver(coupon)
                                ? new ClaimOutcome.Expired()
                                : new ClaimOutcome.Unavailable();
                case Admission.Waiting it ->
                        throw new IllegalStateException("a ticket must be handed over: " + it);
            };
        }

        private void end(@Nullable ClaimOutcome outcome, @Nullable Throwable failure) {
            deadline.cancel();
            inFlight.leave();
            if (outcome != null) {
                answer.complete(outcome);
            } else {
                answer.completeExceptionally(
                        failure == null ? new IllegalStateException("no outcome") : failure);
            }
        }
    }
}
