package io.couponrush.gateway.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.events.EventHeaders;
import io.micrometer.tracing.TraceContext;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Not recorded, but handed on, so that all logs about a claim have one trace id. */
record Carried(@Nullable TraceContext context) implements ClaimTrace, ClaimTrace.Step {

    @Override
    public boolean isRecorded() {
        return false;
    }

    @Override
    public Step begin(Part part) {
        return this;
    }

    @Override
    public void names(long couponId, long sequence) {}

    @Override
    public void end(@Nullable Throwable failure) {}

    @Override
    public void exemplary(Runnable counted) {
        counted.run();
    }

    @Override
    public @Nullable String id() {
        return context == null ? null : context.traceId();
    }

    @Override
    public void into(Headers headers) {
        if (context != null) {
            headers.add(EventHeaders.TRACE_PARENT, traceParent(context, false));
        }
    }

    /** Version 00 of https://www.w3.org/TR/trace-context/#traceparent-header. */
    static byte[] traceParent(TraceContext context, boolean recorded) {
        return ("00-" + context.traceId() + "-" + context.spanId() + (recorded ? "-01" : "-00"))
                .getBytes(US_ASCII);
    }
}
