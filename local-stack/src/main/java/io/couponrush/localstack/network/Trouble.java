package io.couponrush.localstack.network;

import java.time.Duration;

/**
 * What a link does to what passes.
 *
 * @param delay of each piece
 * @param forth whether what the connecting side sends stays in the link until better times
 * @param back whether what it is answered does
 */
public record Trouble(Duration delay, boolean forth, boolean back) {

    static final Duration LOOK = Duration.ofMillis(10);

    public static final Trouble NONE = new Trouble(Duration.ZERO, false, false);

    /** A pulled cable: connections stay, nothing arrives. */
    public static final Trouble CUT = new Trouble(Duration.ZERO, true, true);

    /** Requests arrive and answers don't. */
    public static final Trouble HALF_OPEN = new Trouble(Duration.ZERO, false, true);

    public static Trouble latency(Duration delay) {
        return new Trouble(delay, false, false);
    }

    boolean holdsBack(boolean goingForth) {
        return goingForth ? forth : back;
    }
}
