package io.couponrush.gateway.drill;

import io.couponrush.crash.CrashPoints;
import io.couponrush.events.CouponIssueRequested;
import io.couponrush.gateway.handoff.Handoff;
import io.couponrush.gateway.trace.ClaimTrace;

import java.util.concurrent.CompletableFuture;

/** A hand-over during which the process may die. */
final class CrashingHandoff implements Handoff {

    /** Admitted in Redis, and nothing of it in Kafka. */
    static final String BEFORE_PUBLISH = "before-publish";

    /** With the producer; on its way to the broker or not. */
    static final String BEFORE_ACK = "before-ack";

    /** The broker has it; the user wasn't told. */
    static final String BEFORE_ANSWER = "before-answer";

    private final Handoff handoff;
    private final CrashPoints points;

    CrashingHandoff(Handoff handoff, CrashPoints points) {
        this.handoff = handoff;
        this.points = points;
    }

    @Override
    public CompletableFuture<Result> publish(CouponIssueRequested request, ClaimTrace trace) {
        points.pass(BEFORE_PUBLISH);
        CompletableFuture<Result> result = handoff.publish(request, trace);
        points.pass(BEFORE_ACK);
        return result.whenComplete((_, _) -> points.pass(BEFORE_ANSWER));
    }
}
