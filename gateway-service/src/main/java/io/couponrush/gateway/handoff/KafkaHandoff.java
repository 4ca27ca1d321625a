package io.couponrush.gateway.handoff;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.EventCodec;
import io.couponrush.gateway.meters.GatewayMeters;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Publishes with a producer whose {@code send} does not wait: see {@link HandoffConfiguration}. */
final class KafkaHandoff implements Handoff {

    private static final Logger log = LoggerFactory.getLogger(KafkaHandoff.class);

    private final Producer<byte[], byte[]> producer;
    private final GatewayMeters meters;

    KafkaHandoff(Producer<byte[], byte[]> producer, GatewayMeters meters) {
        this.producer = producer;
        this.meters = meters;
    }

    @Override
    public CompletableFuture<Result> publish(CouponIssueRequested request) {
        long started = System.nanoTime();
        CompletableFuture<Result> result = new CompletableFuture<>();
        try {
            var _ =
                    producer.send(
                            EventCodec.record(request),
                            (metadata, failure) -> finish(result, started, failure));
        } catch (KafkaException e) {
            finish(result, started, e);
        }
        return result;
    }

    private void finish(
            CompletableFuture<Result> result, long started, @Nullable Exception failure) {
        meters.handoff().record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
        result.complete(resultOf(failure));
    }

    private static Result resultOf(@Nullable Exception failure) {
        if (failure == null) {
            return Result.CONFIRMED;
        }
        log.debug("an issue request was not confirmed", failure);
        return Result.UNCONFIRMED;
    }
}
