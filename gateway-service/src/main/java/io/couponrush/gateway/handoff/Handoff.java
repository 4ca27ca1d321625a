package io.couponrush.gateway.handoff;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.gateway.trace.ClaimTrace;

import java.util.concurrent.CompletableFuture;

/** Carries an admitted claim to Kafka. */
public interface Handoff {

    /** Whether the broker has the issue request. */
    enum Result {
        CONFIRMED,
        /** It may have arrived or not: the slot stays taken and the user is asked to come back. */
        UNCONFIRMED
    }

    /**
     * Publishes, whatever becomes of the caller. Never blocks, never fails; completes within the
     * delivery timeout, on a thread of the producer: who cannot wait so long must not.
     */
    CompletableFuture<Result> publish(CouponIssueRequested request, ClaimTrace trace);
}
