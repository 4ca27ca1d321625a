package io.couponrush.system.api;

/** An answer that was not the expected one. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    ApiException(String call, int status, String body) {
        super("%s was answered %d: %s".formatted(call, status, body));
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** Nothing is decided: whoever asks again later may hear something else. */
    public boolean saysComeBack() {
        return status == 503;
    }
}
