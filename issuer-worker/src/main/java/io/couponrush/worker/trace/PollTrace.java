package io.couponrush.worker.trace;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.EventCodec;
import io.couponrush.events.UndecodableEventException;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What one poll took, and for whom. For the thread of that poll. */
final class PollTrace {

    private final List<ConsumerRecord<byte[], byte[]>> recorded;
    private final List<Step> steps = new ArrayList<>();
    private final long began = micros();

    PollTrace(List<ConsumerRecord<byte[], byte[]>> recorded) {
        this.recorded = recorded;
    }

    /** Times in microseconds since 1970, as those of the gateway's spans are. */
    private record Step(
            String name,
            List<CouponIssueRequested> claims,
            long from,
            long to,
            @Nullable RuntimeException failure) {}

    <T> T time(String name, List<CouponIssueRequested> claims, Supplier<T> work) {
        long from = micros();
        RuntimeException failure = null;
        try {
            return work.get();
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        } finally {
            steps.add(new Step(name, claims, from, micros(), failure));
        }
    }

    void write(Tracer tracer, @Nullable RuntimeException failure) {
        long ended = micros();
        for (ConsumerRecord<byte[], byte[]> record : recorded) {
            TraceParent parent = TraceParent.of(record);
            if (parent != null) {
                write(tracer, record, parent, ended, failure);
            }
        }
    }

    private void write(
            Tracer tracer,
            ConsumerRecord<byte[], byte[]> record,
            TraceParent parent,
            long ended,
            @Nullable RuntimeException failure) {
        Span whole =
                tracer.spanBuilder()
                        .setParent(context(tracer, parent))
                        .name("process " + record.topic())
                        .kind(Span.Kind.CONSUMER)
                        .tag("messaging.system", "kafka")
                        .tag("messaging.destination.name", record.topic())
                        .tag("messaging.destination.partition.id", (long) record.partition())
                        .tag("messaging.kafka.offset", record.offset())
                        .startTimestamp(began, TimeUnit.MICROSECONDS)
                        .start();
        CouponIssueRequested claim = claim(record);
        if (claim != null) {
            whole.tag("rush.coupon", claim.couponId());
            whole.tag("rush.sequence", claim.sequence());
            steps.stream()
                    .filter(step -> step.claims.contains(claim))
                    .forEach(step -> write(tracer, whole, step));
        }
        if (failure != null) {
            whole.error(failure);
        }
        whole.end(ended, TimeUnit.MICROSECONDS);
    }

    private static void write(Tracer tracer, Span whole, Step step) {
        Span span =
                tracer.spanBuilder()
                        .setParent(whole.context())
                        .name(step.name)
                        .tag("rush.batch", (long) step.claims.size())
                        .startTimestamp(step.from, TimeUnit.MICROSECONDS)
                        .start();
        if (step.failure != null) {
            span.error(step.failure);
        }
        span.end(step.to, TimeUnit.MICROSECONDS);
    }

    private static TraceContext context(Tracer tracer, TraceParent parent) {
        return tracer.traceContextBuilder()
                .traceId(parent.traceId())
                .spanId(parent.spanId())
                .sampled(parent.recorded())
                .build();
    }

    /** Null for poison. */
    private static @Nullable CouponIssueRequested claim(ConsumerRecord<byte[], byte[]> record) {
        try {
            return EventCodec.read(record, CouponIssueRequested.class);
        } catch (UndecodableEventException _) {
            return null;
        }
    }

    private static long micros() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1_000;
    }
}
