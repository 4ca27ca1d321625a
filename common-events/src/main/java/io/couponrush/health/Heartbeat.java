package io.couponrush.health;

/** When a loop in the background was last known to be well. Safe for use by many threads. */
public final class Heartbeat {

    private volatile long last = System.nanoTime();

    /** It has gone round in order. */
    public void beat() {
        last = System.nanoTime();
    }

    /** Seconds since then, or since this was made. */
    public double silence() {
        return (System.nanoTime() - last) / 1e9;
    }
}
