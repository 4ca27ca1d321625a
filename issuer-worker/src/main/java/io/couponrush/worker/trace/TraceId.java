package io.couponrush.worker.trace;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.MDC;

/** Puts the trace id of a record beside what is logged about it, on this thread. */
public final class TraceId implements AutoCloseable {

    /** As Spring Boot's own correlation names it. */
    private static final String KEY = "traceId";

    private TraceId() {}

    /** Nothing is put if the record has none. */
    public static TraceId of(ConsumerRecord<?, ?> record) {
        String id = TraceParent.traceId(record);
        if (id != null) {
            MDC.put(KEY, id);
        }
        return new TraceId();
    }

    @Override
    public void close() {
        MDC.remove(KEY);
    }
}
