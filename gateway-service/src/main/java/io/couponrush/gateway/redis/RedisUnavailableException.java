package io.couponrush.gateway.redis;

import io.lettuce.core.RedisCommandExecutionException;

import org.jspecify.annotations.Nullable;

/**
 * Redis did not answer, or not in time. What was asked may or may not have happened. Carries no
 * stack trace: in an outage every request ends here.
 */
public final class RedisUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RedisUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }

    /** Redis did answer, and refused: it may well do what is asked of another coupon. */
    public boolean isRefusal() {
        return getCause() instanceof RedisCommandExecutionException;
    }
}
