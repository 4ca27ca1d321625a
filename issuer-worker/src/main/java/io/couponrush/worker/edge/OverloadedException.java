package io.couponrush.worker.edge;

/** Too much to do: answered as OVERLOADED. Without a stack trace, it is made when time is short. */
public final class OverloadedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OverloadedException(String message) {
        super(message, null, false, false);
    }
}
