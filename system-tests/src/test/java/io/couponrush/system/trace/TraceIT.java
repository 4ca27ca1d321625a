package io.couponrush.system.trace;

import static io.couponrush.system.trace.TracedProduct.log;
import static io.couponrush.system.trace.TracedProduct.newSpanId;
import static io.couponrush.system.trace.TracedProduct.newTraceId;
import static io.couponrush.system.trace.TracedProduct.traceParent;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.events.EventHeaders;
import io.couponrush.events.Topics;
import io.couponrush.system.api.Await;
import io.couponrush.system.trace.OtlpSink.Span;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One trace from the claim to the commit, and what the logs say of it, with exemplars and logs as
 * JSON. On a product of its own, every night and not in every build.
 */
@Tag("slow")
@Isolated
class TraceIT {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final String SERVER = "http post /api/v3/me/coupons/{couponId}/issue";
    private static final String PUBLISH = "publish " + Topics.ISSUE_REQUESTS;
    private static final String PROCESS = "process " + Topics.ISSUE_REQUESTS;

    private static TracedProduct traced;

    @BeforeAll
    static void start() throws IOException {
        traced = new TracedProduct();
    }

    @AfterAll
    static void stop() {
        traced.close();
    }

    @Test
    void oneTraceFromTheRequestToTheCommittedRow() throws Exception {
        for (int i = 0; i < 300; i++) { // the times of a first claim are those of loading classes
            traced.claim(traceParent(newTraceId(), newSpanId()));
        }
        String traceId = newTraceId();
        String caller = newSpanId();

        TracedProduct.Claim claim = traced.claim(traceParent(traceId, caller));

        assertThat(claim.answer().statusCode()).as(claim.answer().body()).isEqualTo(202);
        Await.until(() -> traced.sink.of(traceId).size() >= 6, BOUND);
        List<Span> spans = traced.sink.of(traceId);
        Files.writeString(Path.of("target", "trace.md"), TraceTable.of(spans));
        assertThat(spans)
                .extracting(span -> span.service() + ": " + span.name())
                .containsExactlyInAnyOrder(
                        "gateway: " + SERVER,
                        "gateway: admission script",
                        "gateway: " + PUBLISH,
                        "issuer-worker: " + PROCESS,
                        "issuer-worker: commit",
                        "issuer-worker: tell");
        assertThat(parent(spans, SERVER)).isEqualTo(caller);
        assertThat(parent(spans, "admission script")).isEqualTo(id(spans, SERVER));
        assertThat(parent(spans, PUBLISH)).isEqualTo(id(spans, SERVER));
        assertThat(parent(spans, PROCESS)).isEqualTo(id(spans, PUBLISH));
        assertThat(parent(spans, "commit")).isEqualTo(id(spans, PROCESS));
        assertThat(parent(spans, "tell")).isEqualTo(id(spans, PROCESS));
        for (String name : List.of(SERVER, PROCESS)) {
            assertThat(named(spans, name).tags())
                    .containsEntry("rush.coupon", Long.toString(traced.coupon.id()))
                    .containsKey("rush.sequence");
        }
        assertThat(spans.toString())
                .as("nobody is named")
                .doesNotContain(claim.token())
                .doesNotContain(Long.toString(claim.userId()));
    }

    @Test
    void aScrapeNamesATraceAsAnExample() throws Exception {
        String traceId = newTraceId();
        traced.claim(traceParent(traceId, newSpanId()));

        URI scrape = traced.product.gateway().managementUrl().resolve("/actuator/prometheus");
        String meters =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(scrape)
                                        .header("Accept", "application/openmetrics-text")
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();

        for (String histogram : List.of("rush_claim_latency_seconds", "rush_handoff_seconds")) {
            assertThat(meters.lines().filter(line -> line.startsWith(histogram + "_bucket")))
                    .as(histogram)
                    .anyMatch(line -> line.contains("trace_id=\""));
        }
        assertThat(meters.lines().filter(line -> line.contains("trace_id=\"")))
                .as("a Prometheus before 2.43 refuses the scrape for any other")
                .allMatch(line -> line.matches("\\w+_(bucket|total)\\{.*"));
    }

    @Test
    void theLogOfAFailureNamesTheClaimAndItsTraceAndNobody() throws Exception {
        String traceId = newTraceId();
        long user = 987_654_321_012L;
        TracedProduct.Claim claim = traced.claim(traceParent(newTraceId(), newSpanId()));
        long sequence = System.currentTimeMillis(); // an earlier run may have left its log
        sendPoison(user, sequence, traceParent(traceId, newSpanId()));
        String name = "coupon " + traced.coupon.id() + ", sequence " + sequence;

        Await.until(() -> log(traced.product.worker()).contains(name), BOUND);

        String log = log(traced.product.worker());
        List<JsonNode> lines = log.lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(lines)
                .filteredOn(line -> line.path("message").asString().contains(name))
                .singleElement()
                .satisfies(
                        line -> {
                            assertThat(line.at("/log/level").asString()).isEqualTo("WARN");
                            assertThat(line.at("/service/name").asString())
                                    .isEqualTo("issuer-worker");
                            assertThat(line.path("trace.id").asString()).isEqualTo(traceId);
                        });
        assertThat(log + log(traced.product.gateway()))
                .doesNotContain(Long.toString(user))
                .doesNotContain(Long.toString(claim.userId()))
                .doesNotContain(claim.token())
                .doesNotContain(traced.product.state().admin().password());
    }

    /** A record whose value breaks off, with headers that say whose it is. */
    private static void sendPoison(long user, long sequence, String traceParent) throws Exception {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        Topics.ISSUE_REQUESTS,
                        Long.toString(user).getBytes(UTF_8),
                        ("{\"userId\":" + user + ",").getBytes(UTF_8));
        Map.of(
                        EventHeaders.TYPE,
                        "coupon.issue-requested",
                        EventHeaders.VERSION,
                        "1",
                        EventHeaders.COUPON_ID,
                        Long.toString(traced.coupon.id()),
                        EventHeaders.SEQUENCE,
                        Long.toString(sequence),
                        EventHeaders.TRACE_PARENT,
                        traceParent)
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        String broker = traced.product.stack().kafka().bootstrapServers();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    private static String id(List<Span> spans, String name) {
        return named(spans, name).spanId();
    }

    private static String parent(List<Span> spans, String name) {
        return named(spans, name).parentId();
    }

    private static Span named(List<Span> spans, String name) {
        return spans.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
    }
}
