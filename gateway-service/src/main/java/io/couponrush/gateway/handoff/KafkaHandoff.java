package io.couponrush.gateway.handoff;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.EventCodec;
import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.sparse.SparseLog;
import io.couponrush.gateway.trace.ClaimTrace;
import io.couponrush.gateway.trace.TraceId;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Publishes with a producer whose {@code send} does not wait: see {@link HandoffConfiguration}. */
final class KafkaHandoff implements Handoff {

    /** The reconciler finds these claims; one a second is enough to know why it had to. */
    private static final SparseLog LOST =
            new SparseLog(LoggerFactory.getLogger(KafkaHandoff.class));

    private final Producer<byte[], byte[]> producer;
    private final GatewayMeters meters;

    KafkaHandoff(Producer<byte[], byte[]> producer, GatewayMeters meters) {
        this.producer = producer;
        this.meters = meters;
    }

    @Override
    public CompletableFuture<Result> publish(CouponIssueRequested request, ClaimTrace trace) {
        long started = System.nanoTime();
        CompletableFuture<Result> result = new CompletableFuture<>();
        ClaimTrace.Step step = trace.begin(ClaimTrace.Part.PUBLISH);
        Callback done =
                (_, failure) -> {
                    long took = System.nanoTime() - started;
                    trace.exemplary(() -> meters.handoff().record(took, TimeUnit.NANOSECONDS));
                    step.end(failure);
                    if (failure != null) {
                        tell(request, trace, failure);
                    }
                    result.complete(failure == null ? Result.CONFIRMED : Result.UNCONFIRMED);
                };
        try {
            ProducerRecord<byte[], byte[]> record = EventCodec.record(request);
            step.into(record.headers());
            var _ = producer.send(record, done);
        } catch (RuntimeException e) { // a full buffer, and a producer that was closed meanwhile
            done.onCompletion(null, e);
        }
        return result;
    }

    private static void tell(CouponIssueRequested request, ClaimTrace trace, Exception failure) {
        try (TraceId _ = TraceId.beside(trace.id())) {
            LOST.warn(
                    "coupon {}, sequence {}: the issue request was not confirmed: {}",
                    request.couponId(),
                    request.sequence(),
                    failure.toString());
        }
    }
}
