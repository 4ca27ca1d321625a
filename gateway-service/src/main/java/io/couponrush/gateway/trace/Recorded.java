package io.couponrush.gateway.trace;

import io.couponrush.events.EventHeaders;
import io.couponrush.events.Topics;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One of the few that are recorded.
 *
 * @param request the span of the HTTP request
 */
record Recorded(Tracer tracer, Span request) implements ClaimTrace {

    @Override
    public boolean isRecorded() {
        return true;
    }

    @Override
    public ClaimTrace.Step begin(Part part) {
        Span.Builder span = tracer.spanBuilder().setParent(request.context());
        return new Step(
                switch (part) {
                    case ADMISSION ->
                            span.name("admission script")
                                    .kind(Span.Kind.CLIENT)
                                    .tag("db.system.name", "redis")
                                    .start();
                    case PUBLISH ->
                            span.name("publish " + Topics.ISSUE_REQUESTS)
                                    .kind(Span.Kind.PRODUCER)
                                    .tag("messaging.system", "kafka")
                                    .tag("messaging.destination.name", Topics.ISSUE_REQUESTS)
                                    .start();
                });
    }

    @Override
    public void names(long couponId, long sequence) {
        request.tag("rush.coupon", couponId);
        request.tag("rush.sequence", sequence);
    }

    @Override
    public void exemplary(Runnable counted) {
        try (Tracer.SpanInScope _ = tracer.withSpan(request)) {
            counted.run();
        }
    }

    @Override
    public String id() {
        return request.context().traceId();
    }

    private record Step(Span span) implements ClaimTrace.Step {

        @Override
        public void into(Headers headers) {
            headers.add(EventHeaders.TRACE_PARENT, Carried.traceParent(span.context(), true));
        }

        @Override
        public void end(@Nullable Throwable failure) {
            if (failure != null) {
                span.error(failure);
            }
            span.end();
        }
    }
}
