package io.couponrush.localstack;

/** The stack can't be had. The message says why and what to do, in words meant for its user. */
public sealed class LocalStackException extends RuntimeException permits PartFailedException {

    private static final long serialVersionUID = 1L;

    LocalStackException(String message) {
        super(message);
    }

    LocalStackException(String message, Throwable cause) {
        super(message, cause);
    }
}
