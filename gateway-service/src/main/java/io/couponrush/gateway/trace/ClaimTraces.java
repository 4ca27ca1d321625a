package io.couponrush.gateway.trace;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

import java.util.Map;

/** Finds the trace of a request, which Spring's observation of it has begun or gone on with. */
public final class ClaimTraces {

    private final Tracer tracer;

    ClaimTraces(Tracer tracer) {
        this.tracer = tracer;
    }

    /**
     * @param attributes of the exchange
     */
    public ClaimTrace of(Map<String, Object> attributes) {
        Span request = span(attributes);
        if (request == null) {
            return ClaimTrace.NONE;
        }
        return Boolean.TRUE.equals(request.context().sampled())
                ? new Recorded(tracer, request)
                : new Carried(request.context());
    }

    /**
     * For logs about a request.
     *
     * @param attributes of the exchange
     */
    public static @Nullable String id(Map<String, Object> attributes) {
        Span request = span(attributes);
        return request == null ? null : request.context().traceId();
    }

    private static @Nullable Span span(Map<String, Object> attributes) {
        return ServerRequestObservationContext.findCurrent(attributes)
                .map(observed -> observed.<TracingContext>get(TracingContext.class))
                .map(TracingContext::getSpan)
                .orElse(null);
    }
}
