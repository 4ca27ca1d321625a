package io.couponrush.worker.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.EventCodec;
import io.couponrush.events.EventHeaders;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** One poll of three claims, of which two are recorded: their traces, each on its own. */
class ClaimTracesTest {

    private static final String FIRST = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SECOND = "5bf92f3577b34da6a3ce929d0e0e4736";
    private static final String THIRD = "6bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    private final Exported exported = new Exported();
    private final SdkTracerProvider provider =
            SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exported))
                    .build();
    private final ClaimTraces traces =
            new ClaimTraces(
                    new OtelTracer(provider.get("test"), new OtelCurrentTraceContext(), _ -> {}));
    private final List<CouponIssueRequested> claims = List.of(claim(1), claim(2), claim(3));

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void aBatchIsTimedOnceAndWrittenIntoTheTraceOfEachOfItsRecordedClaims() {
        traces.follow(
                poll(),
                () -> {
                    assertThat(traces.commit(claims.subList(0, 2), () -> "done")).isEqualTo("done");
                    traces.tell(claims.subList(0, 2), () -> {});
                });

        assertThat(exported.names(FIRST))
                .containsExactlyInAnyOrder("process requests", "commit", "tell");
        assertThat(exported.names(SECOND)).as("its sender does not keep it").isEmpty();
        assertThat(exported.names(THIRD)).as("in no batch").containsExactly("process requests");
        SpanData whole = exported.span(FIRST, "process requests");
        SpanData commit = exported.span(FIRST, "commit");
        assertThat(whole.getParentSpanId()).isEqualTo(PARENT);
        assertThat(commit.getParentSpanId()).isEqualTo(whole.getSpanId());
        assertThat(commit.getAttributes().get(AttributeKey.longKey("rush.batch"))).isEqualTo(2);
        assertThat(whole.getAttributes().get(AttributeKey.longKey("rush.sequence"))).isEqualTo(1);
        assertThat(whole.getAttributes().toString()).as("nobody is named").doesNotContain("4000");
        assertThat(commit.getStartEpochNanos()).isGreaterThanOrEqualTo(whole.getStartEpochNanos());
        assertThat(commit.getEndEpochNanos()).isLessThanOrEqualTo(whole.getEndEpochNanos());
    }

    @Test
    void whatFailsFailsInTheTraceToo() {
        IllegalStateException failure = new IllegalStateException("the database is away");

        assertThatThrownBy(
                        () ->
                                traces.follow(
                                        poll(),
                                        () ->
                                                traces.commit(
                                                        claims,
                                                        () -> {
                                                            throw failure;
                                                        })))
                .isSameAs(failure);

        for (String name : List.of("process requests", "commit")) {
            assertThat(exported.span(FIRST, name).getStatus().getStatusCode())
                    .isEqualTo(StatusCode.ERROR);
        }
    }

    @Test
    void poisonHasATraceWithoutAClaim() {
        ConsumerRecord<byte[], byte[]> poison =
                new ConsumerRecord<>("requests", 0, 0, new byte[0], new byte[] {1});
        poison.headers().add(EventHeaders.TRACE_PARENT, header(FIRST, "01"));

        traces.follow(List.of(poison), () -> {});

        assertThat(exported.names(FIRST)).containsExactly("process requests");
    }

    @Test
    void aPollThatNobodyRecordsIsJustDone() {
        List<String> done = new ArrayList<>();

        traces.follow(
                List.of(record(claims.getFirst(), header(FIRST, "00"))),
                () -> traces.tell(claims, () -> done.add("told")));

        assertThat(done).containsExactly("told");
        assertThat(exported.spans).isEmpty();
    }

    private List<ConsumerRecord<byte[], byte[]>> poll() {
        return List.of(
                record(claims.get(0), header(FIRST, "01")),
                record(claims.get(1), header(SECOND, "00")),
                record(claims.get(2), header(THIRD, "01")));
    }

    private static byte[] header(String trace, String flags) {
        return ("00-" + trace + "-" + PARENT + "-" + flags).getBytes(US_ASCII);
    }

    private static CouponIssueRequested claim(long sequence) {
        return new CouponIssueRequested(5, 4_000 + sequence, sequence, 1, Instant.EPOCH);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            CouponIssueRequested claim, byte[] traceParent) {
        ProducerRecord<byte[], byte[]> sent = EventCodec.record(claim);
        ConsumerRecord<byte[], byte[]> read =
                new ConsumerRecord<>("requests", 0, claim.sequence(), sent.key(), sent.value());
        sent.headers().forEach(read.headers()::add);
        read.headers().add(EventHeaders.TRACE_PARENT, traceParent);
        return read;
    }

    private static final class Exported implements SpanExporter {

        private final List<SpanData> spans = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> ended) {
            spans.addAll(ended);
            return CompletableResultCode.ofSuccess();
        }

        List<String> names(String trace) {
            return spans.stream()
                    .filter(span -> span.getTraceId().equals(trace))
                    .map(SpanData::getName)
                    .toList();
        }

        SpanData span(String trace, String name) {
            return spans.stream()
                    .filter(it -> it.getTraceId().equals(trace) && it.getName().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
