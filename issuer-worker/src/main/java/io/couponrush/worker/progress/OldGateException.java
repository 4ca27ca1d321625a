package io.couponrush.worker.progress;

import io.lettuce.core.RedisException;

import java.io.Serial;

/**
 * The gate in Redis is of an earlier epoch than the database's, or was made by another incarnation
 * of Redis: a rebuild is about to shut it, or this connection leads to a Redis that has been
 * replaced. Either way Redis is unwell, and what was to be settled must come again.
 */
final class OldGateException extends RedisException {

    @Serial private static final long serialVersionUID = 1;

    OldGateException(long couponId, long inRedis, long inDatabase) {
        super(
                ("the gate of coupon %d in Redis is not the one in force: it is of epoch %d (the"
                                + " database's is %d), or of another incarnation")
                        .formatted(couponId, inRedis, inDatabase));
    }
}
