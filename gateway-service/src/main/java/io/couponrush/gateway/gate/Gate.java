package io.couponrush.gateway.gate;

import io.couponrush.gateway.meters.GatewayMeters;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Where a claim is decided: by Redis, or from a memory that never refuses a ticket holder. */
public final class Gate {

    /** Numbers of coupons begin at 1 and go up by one. */
    private static final long NO_COUPON = Long.MAX_VALUE;

    private final RedisGate redis;
    private final Watch watch;
    private final GatewayMeters meters;

    Gate(RedisGate redis, Watch watch, GatewayMeters meters) {
        this.redis = redis;
        this.watch = watch;
        this.meters = meters;
    }

    /**
     * What this gateway knows without asking.
     *
     * @return null if Redis must be asked
     */
    public Admission.@Nullable Over recall(long couponId, long userId) {
        return watch.recall(couponId, userId);
    }

    /**
     * Asks Redis about a coupon that can't exist: a decision in all but its effect, of which
     * nothing is written and nothing counted.
     */
    public CompletableFuture<Admission> rehearse() {
        return redis.admit(NO_COUPON, 0, 1);
    }

    /**
     * Asks Redis. From here on the user may hold a ticket, whatever becomes of the answer. Fails
     * with a {@link io.couponrush.gateway.redis.RedisUnavailableException} within the command
     * timeout; completes on an event loop.
     *
     * @param epoch the latest generation of the gate that was announced: an older one is an old
     *     primary's or an old snapshot's, and decides nothing
     */
    public CompletableFuture<Admission> decide(long couponId, long epoch, long userId) {
        long started = System.nanoTime();
        return redis.admit(couponId, epoch, userId)
                .whenComplete(
                        (admission, failure) -> {
                            meters.admission()
                                    .record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
                            if (admission instanceof Admission.Over) {
                                watch.learn(couponId);
                            }
                        });
    }
}
