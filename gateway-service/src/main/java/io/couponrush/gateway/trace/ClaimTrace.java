package io.couponrush.gateway.trace;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Where a claim's time goes. An argument and not a thread's context: a claim passes from Netty to
 * Lettuce to Kafka's sender, and following it there automatically would cost all claims for the
 * sake of the few that are recorded. Safe for use by many threads.
 */
public interface ClaimTrace {

    /** Of a request that nobody traces. */
    ClaimTrace NONE = new Carried(null);

    /** A part of the claim's way that takes time. */
    enum Part {
        ADMISSION,
        PUBLISH
    }

    /** One that has begun. */
    interface Step {

        /** So that whoever reads the record can go on with the trace. */
        void into(Headers headers);

        /**
         * To be called once.
         *
         * @param failure null if it went well
         */
        void end(@Nullable Throwable failure);
    }

    /** Whether anybody will see it; true of few. */
    boolean isRecorded();

    Step begin(Part part);

    /** Tells which claim it is. Not who claims: a trace names no people. */
    void names(long couponId, long sequence);

    /** Does something of which meters may keep this trace as an example. */
    void exemplary(Runnable counted);

    /** For logs; null if nobody traces. */
    @Nullable String id();
}
