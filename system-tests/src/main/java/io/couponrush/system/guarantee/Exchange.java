package io.couponrush.system.guarantee;

/**
 * One request of a user and its answer.
 *
 * @param sentNanos when the request left, on the history's monotonic clock
 * @param answeredNanos when the answer was read, not before it was sent
 */
public record Exchange(Call call, long sentNanos, long answeredNanos, Told told) {

    /** What was asked. */
    public enum Call {
        CLAIM,
        TICKET
    }

    public Exchange {
        if (answeredNanos < sentNanos) {
            throw new IllegalArgumentException("answered before it was sent");
        }
    }
}
