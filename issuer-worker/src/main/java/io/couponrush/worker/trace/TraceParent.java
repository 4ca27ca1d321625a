package io.couponrush.worker.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.events.EventHeaders;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/**
 * What the sender of a record said about its trace.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 of them
 * @param recorded whether the sender keeps its part
 */
record TraceParent(String traceId, String spanId, boolean recorded) {

    /** Version 00 of https://www.w3.org/TR/trace-context/#traceparent-header. */
    private static final Pattern FORM =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private static final int LENGTH = 55;

    /** Null if it says nothing, or nothing that can be read: that harms no claim. */
    static @Nullable TraceParent of(ConsumerRecord<?, ?> record) {
        byte[] value = value(record);
        if (value == null || value.length != LENGTH) {
            return null;
        }
        String text = new String(value, US_ASCII);
        return FORM.matcher(text).matches()
                ? new TraceParent(text.substring(3, 35), text.substring(36, 52), isRecorded(value))
                : null;
    }

    /** For logs. */
    static @Nullable String traceId(ConsumerRecord<?, ?> record) {
        TraceParent parent = of(record);
        return parent == null ? null : parent.traceId;
    }

    /** Cheap: asked of every record, and true of few. */
    static boolean mayBeRecorded(ConsumerRecord<?, ?> record) {
        byte[] value = value(record);
        return value != null && value.length == LENGTH && isRecorded(value);
    }

    private static byte @Nullable [] value(ConsumerRecord<?, ?> record) {
        Header header = record.headers().lastHeader(EventHeaders.TRACE_PARENT);
        return header == null ? null : header.value();
    }

    /** The lowest bit of the last digit. */
    private static boolean isRecorded(byte[] value) {
        return (Character.digit(value[LENGTH - 1], 16) & 1) == 1;
    }
}
