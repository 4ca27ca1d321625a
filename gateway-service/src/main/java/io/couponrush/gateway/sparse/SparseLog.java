package io.couponrush.gateway.sparse;

import io.couponrush.health.OnceASecond;

import org.slf4j.Logger;

/** Warns once a second at most. */
public final class SparseLog {

    private final Logger log;
    private final OnceASecond paced = new OnceASecond();

    public SparseLog(Logger log) {
        this.log = log;
    }

    public void warn(String format, Object... arguments) {
        if (paced.isDue()) {
            log.warn(format, arguments);
        }
    }
}
