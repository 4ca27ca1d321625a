package io.couponrush.events;

import org.jspecify.annotations.Nullable;

/** A record that no retry can make readable: poison. */
public final class UndecodableEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with the record; the names are stable and go into dead-letter headers. */
    public enum Fault {
        MISSING_HEADER,
        UNKNOWN_TYPE,
        UNKNOWN_VERSION,
        UNEXPECTED_TYPE,
        MALFORMED_VALUE
    }

    private final Fault fault;

    public UndecodableEventException(Fault fault, String message) {
        this(fault, message, null);
    }

    UndecodableEventException(Fault fault, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
