package io.couponrush.gateway.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.EventHeaders;
import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.trace.ClaimTrace;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What a hand-over says of a claim: to the worker, and to the log. */
@ExtendWith(OutputCaptureExtension.class)
class KafkaHandoffTest {

    private static final CouponIssueRequested CLAIM =
            new CouponIssueRequested(5, 4_000_000_123L, 17, 1, Instant.EPOCH);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(
                    false,
                    new RoundRobinPartitioner(),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
    private final Handoff handoff =
            new KafkaHandoff(producer, new GatewayMeters(new SimpleMeterRegistry()));

    @Test
    void whatIsNotConfirmedIsLoggedByItsNumbersAndNotByItsUser(CapturedOutput log) {
        // one a second is told, and another test may just have had its one
        await().atMost(TestCatalogue.BOUND)
                .until(
                        () -> {
                            CompletableFuture<Handoff.Result> result =
                                    handoff.publish(CLAIM, ClaimTrace.NONE);
                            producer.errorNext(new TimeoutException("the broker is away"));
                            assertThat(result).isCompletedWithValue(Handoff.Result.UNCONFIRMED);
                            return log.getOut().contains("the broker is away");
                        });
        assertThat(log)
                .contains("coupon 5, sequence 17")
                .contains("the broker is away")
                .doesNotContain("4000000123");
    }

    /**
     * Its buffer is full, or it was closed: nothing was sent, and the reconciler finds the claim.
     */
    @Test
    void whatTheProducerDoesNotEvenTakeIsNotConfirmed() {
        producer.sendException = new KafkaException("the buffer is full");

        CompletableFuture<Handoff.Result> result = handoff.publish(CLAIM, ClaimTrace.NONE);

        assertThat(result).isCompletedWithValue(Handoff.Result.UNCONFIRMED);
    }

    /** As it is at the end of a shutdown that claims outlast. */
    @Test
    void whatComesAfterTheProducerWasClosedIsNotConfirmedAndItsTraceEnds() {
        KafkaProducer<byte[], byte[]> closed =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", "localhost:9092"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        closed.close();
        Written trace = new Written();

        CompletableFuture<Handoff.Result> result =
                new KafkaHandoff(closed, new GatewayMeters(new SimpleMeterRegistry()))
                        .publish(CLAIM, trace);

        assertThat(result).isCompletedWithValue(Handoff.Result.UNCONFIRMED);
        assertThat(trace.ended).isTrue();
    }

    @Test
    void theTraceGoesWithTheRecordAndEndsWithItsAck() {
        Written trace = new Written();
        var _ = handoff.publish(CLAIM, trace);

        Header header =
                producer.history().getFirst().headers().lastHeader(EventHeaders.TRACE_PARENT);
        assertThat(new String(header.value(), US_ASCII)).isEqualTo("of PUBLISH");
        assertThat(trace.ended).isFalse();

        producer.completeNext();
        assertThat(trace.ended).isTrue();
    }

    @Test
    void aClaimThatNobodyTracesCarriesNothing() {
        var _ = handoff.publish(CLAIM, ClaimTrace.NONE);

        assertThat(producer.history().getFirst().headers().lastHeader(EventHeaders.TRACE_PARENT))
                .isNull();
    }

    /** A trace that writes its parts' names. */
    private static final class Written implements ClaimTrace {

        private boolean ended;

        @Override
        public Step begin(Part part) {
            return new Step() {
                @Override
                public void into(Headers headers) {
                    headers.add(EventHeaders.TRACE_PARENT, ("of " + part).getBytes(US_ASCII));
                }

                @Override
                public void end(@Nullable Throwable failure) {
                    ended = true;
                }
            };
        }

        @Override
        public void names(long couponId, long sequence) {}

        @Override
        public boolean isRecorded() {
            return true;
        }

        @Override
        public void exemplary(Runnable counted) {
            counted.run();
        }

        @Override
        public String id() {
            return "1";
        }
    }
}
