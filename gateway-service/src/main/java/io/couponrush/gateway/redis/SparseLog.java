package io.couponrush.gateway.redis;

import org.slf4j.Logger;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Warns once a second at most: what fails for one claim may be failing for thousands. */
final class SparseLog {

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final Logger log;
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    SparseLog(Logger log) {
        this.log = log;
    }

    void warn(String format, Object argument) {
        long now = System.nanoTime();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + PAUSE)) {
            log.warn(format, argument);
        }
    }
}
