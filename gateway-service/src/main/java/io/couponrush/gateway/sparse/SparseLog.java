package io.couponrush.gateway.sparse;

import org.slf4j.Logger;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Warns once a second at most: what fails for one claim may be failing for thousands. */
public final class SparseLog {

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final Logger log;
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    public SparseLog(Logger log) {
        this.log = log;
    }

    public void warn(String format, Object... arguments) {
        if (isDue()) {
            log.warn(format, arguments);
        }
    }

    private boolean isDue() {
        long now = System.nanoTime();
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + PAUSE);
    }
}
