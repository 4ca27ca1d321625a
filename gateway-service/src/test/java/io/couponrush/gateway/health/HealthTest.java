package io.couponrush.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.util.stream.Collectors.joining;

import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestGateway;
import io.couponrush.localstack.LocalStack;
import io.couponrush.localstack.StackOptions;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.Arrays;
import java.util.Map;

class HealthTest {

    @Test
    void theManagementPortShowsWhatIsUpAndWhatIsAway() throws Exception {
        try (LocalStack own = LocalStack.start(StackOptions.temporary());
                TestGateway gateway =
                        TestGateway.start(Map.of("spring.data.redis.url", own.redis().uri()))) {
            JsonNode healthy = awaitUp(gateway.managementUri("/actuator/health"));
            assertThat(healthy.at("/components/redis/status").asString()).isEqualTo("UP");
            assertThat(healthy.at("/components/kafka/status").asString()).isEqualTo("UP");
            assertThat(healthy.at("/components/catalogue/status").asString()).isEqualTo("UP");

            JsonNode all = awaitUp(gateway.managementUri("/actuator/health/dependencies"));
            assertThat(all.path("components").propertyNames())
                    .containsExactlyInAnyOrder("redis", "kafka", "catalogue", "handoff", "gates");

            own.redis().kill();

            await().atMost(TestCatalogue.BOUND)
                    .until(
                            () ->
                                    get(gateway.managementUri("/actuator/health"))
                                            .at("/components/redis/status")
                                            .asString()
                                            .equals("DOWN"));
            assertThat(
                            get(gateway.managementUri("/actuator/health/liveness"))
                                    .path("status")
                                    .asString())
                    .isEqualTo("UP");
            assertThat(
                            get(gateway.managementUri("/actuator/health/dependencies"))
                                    .path("status")
                                    .asString())
                    .isEqualTo("DOWN");
            assertThat(
                            get(gateway.managementUri("/actuator/health/readiness"))
                                    .path("status")
                                    .asString())
                    .as("who is told to come back needs somebody to say so")
                    .isEqualTo("UP");
            assertThat(get(gateway.uri("/api/v1/health")).path("status").asString())
                    .isEqualTo("UP");
            assertThat(get(gateway.uri("/actuator/health")).path("code").asString())
                    .as("only inside")
                    .isEqualTo("NOT_FOUND");
        }
    }

    /** Kafka has two seconds to answer, and more than one try. */
    private static JsonNode awaitUp(URI uri) {
        return await().atMost(TestCatalogue.BOUND)
                .until(() -> get(uri), answer -> answer.path("status").asString().equals("UP"));
    }

    private static JsonNode get(URI uri) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(TestCatalogue.BOUND).build();
        try {
            return JsonMapper.shared()
                    .readTree(
                            TestGateway.HTTP
                                    .send(request, HttpResponse.BodyHandlers.ofString())
                                    .body());
        } catch (HttpTimeoutException e) {
            // it once did, of a hundred times: whoever sees it again needs to know who waits for
            // what
            throw new AssertionError(uri + " did not answer; " + threads(), e);
        }
    }

    private static String threads() {
        return Arrays.stream(
                        ManagementFactory.getThreadMXBean()
                                .dumpAllThreads(true, true, Integer.MAX_VALUE))
                .map(
                        thread ->
                                thread.getThreadName()
                                        + " "
                                        + thread.getThreadState()
                                        + "\n    "
                                        + Arrays.stream(thread.getStackTrace())
                                                .map(StackTraceElement::toString)
                                                .collect(joining("\n    ")))
                .collect(joining("\n"));
    }
}
