package io.couponrush.gateway.trace;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Puts a trace id beside what is logged meanwhile, on this thread. */
public final class TraceId implements AutoCloseable {

    /** As Spring Boot's own correlation names it. */
    private static final String KEY = "traceId";

    private final @Nullable String before;

    private TraceId(@Nullable String before) {
        this.before = before;
    }

    /**
     * @param id null: nothing is put
     */
    public static TraceId beside(@Nullable String id) {
        String before = MDC.get(KEY);
        if (id != null) {
            MDC.put(KEY, id);
        }
        return new TraceId(before);
    }

    @Override
    public void close() {
        if (before == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, before);
        }
    }
}
