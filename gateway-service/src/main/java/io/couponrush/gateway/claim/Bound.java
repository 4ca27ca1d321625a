package io.couponrush.gateway.claim;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many claims may wait for their answers: by Little's law, as many as are answered within the
 * longest wait at the pace of the last seconds. Safe for use by many threads.
 *
 * <p>Pace is learnt only while the room is nearly full, since a pace without a queue is that of the
 * users. Until then, and whenever the queue has drained, the bound is the highest: a burst that
 * meets an idle gateway is let in.
 */
final class Bound {

    static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** At least so many: only what is let in tells how fast it goes now. */
    static final int LEAST = 100;

    /** Of the last window. A pause of one window costs half of the bound, no more. */
    private static final double WEIGHT = 0.5;

    private final int most;
    private final double waitSeconds;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicLong windowStart;

    private volatile int now;
    private double pace; // a second; of the thread that turned the window

    /**
     * @param most the highest bound
     * @param waitNanos the longest wait, above zero
     */
    Bound(int most, long waitNanos, long nowNanos) {
        this.most = most;
        this.waitSeconds = waitNanos / 1e9;
        this.windowStart = new AtomicLong(nowNanos);
        reset();
    }

    /**
     * @param waiting how many wait now
     */
    int at(long nowNanos, int waiting) {
        long start = windowStart.get();
        long elapsed = nowNanos - start;
        if (elapsed >= WINDOW_NANOS && windowStart.compareAndSet(start, nowNanos)) {
            turn(answered.getAndSet(0) / (elapsed / 1e9), waiting);
        }
        return now;
    }

    /** As it was when {@link #at} was last asked. */
    int now() {
        return now;
    }

    /** To be called for each claim that has its answer. */
    void answered() {
        answered.incrementAndGet();
    }

    private synchronized void turn(double lastPace, int waiting) {
        if (waiting < now * 3L / 4) {
            reset();
            return;
        }
        pace += WEIGHT * (lastPace - pace);
        now = (int) Math.clamp(pace * waitSeconds, Math.min(LEAST, most), most);
    }

    private synchronized void reset() {
        now = most;
        pace = most / waitSeconds;
    }
}
