package io.couponrush.worker.security;

import org.jspecify.annotations.Nullable;

/** The worker can't start: there is no key to sign access tokens with. */
final class UnusableSigningKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableSigningKeyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
