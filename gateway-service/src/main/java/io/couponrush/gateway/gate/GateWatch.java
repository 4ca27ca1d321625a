package io.couponrush.gateway.gate;

import reactor.core.publisher.Mono;

import java.util.List;

/**
 * Reads the gates of the coupons that anybody is interested in, four times a second each, with one
 * call of Redis a round: the same value serves progress, settle rates and the sold-out memory.
 */
public interface GateWatch {

    /**
     * The newest snapshot, at most a few rounds old; asking keeps the coupon watched for a while,
     * or until too many others are asked about more often. Empty if Redis has no gate for the
     * coupon; an error of type {@link io.couponrush.gateway.redis.RedisUnavailableException} if
     * nothing recent can be had.
     */
    Mono<GateSnapshot> snapshot(long couponId);

    /** Coupons in view whose last read found no gate to be believed. */
    List<Long> withoutGate();

    /** Told of every snapshot, in order per coupon, on an event loop; must not block. */
    interface Observer {

        void observed(GateSnapshot snapshot);
    }
}
