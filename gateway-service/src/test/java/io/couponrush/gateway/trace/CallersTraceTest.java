package io.couponrush.gateway.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.gateway.testing.TestGateway;
import io.couponrush.gateway.testing.TestWorker;

import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who decides what is recorded. What the worker is told is what the gateway's own trace says. */
class CallersTraceTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String RECORD_ME = "00-" + TRACE + "-b7ad6b7169203331-01";

    @Test
    void aStrangerCannotHaveHimselfRecorded() throws Exception {
        Map<String, List<String>> told = toldTheWorker(Map.of());

        assertThat(told.get("traceparent"))
                .singleElement()
                .asString()
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[02]")
                .doesNotContain(TRACE);
        assertThat(told).doesNotContainKeys("tracestate", "baggage");
    }

    @Test
    void aCallerOfOurOwnMay() throws Exception {
        Map<String, List<String>> told =
                toldTheWorker(Map.of("management.tracing.propagation.consume", "W3C"));

        assertThat(told.get("traceparent"))
                .singleElement()
                .asString()
                .startsWith("00-" + TRACE)
                .endsWith("-01");
    }

    private static Map<String, List<String>> toldTheWorker(Map<String, String> settings)
            throws Exception {
        Map<String, String> properties = new TreeMap<>(settings);
        properties.put("management.tracing.sampling.probability", "0");
        try (TestWorker worker = TestWorker.start()) {
            properties.put("rush.worker.url", worker.url());
            try (TestGateway gateway = TestGateway.start(properties)) {
                HttpResponse<Void> answer =
                        TestGateway.HTTP.send(
                                HttpRequest.newBuilder(gateway.uri("/api/v1/coupons"))
                                        .header("traceparent", RECORD_ME)
                                        .header("tracestate", "stranger=1")
                                        .header("baggage", "user=7")
                                        .build(),
                                HttpResponse.BodyHandlers.discarding());
                assertThat(answer.statusCode()).isEqualTo(200);
            }
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(worker.asked().getFirst().headers());
            return headers;
        }
    }
}
