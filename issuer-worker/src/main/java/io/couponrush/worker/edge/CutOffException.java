package io.couponrush.worker.edge;

/**
 * Half an answer is out and the rest can't be had. Nobody may answer in its place: the connection
 * is closed in the middle of the body, which is the only way to say that it is half.
 */
public final class CutOffException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CutOffException(String what, Throwable cause) {
        super(what + " was cut off", cause);
    }
}
