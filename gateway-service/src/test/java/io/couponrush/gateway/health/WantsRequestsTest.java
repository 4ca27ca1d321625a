package io.couponrush.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.gateway.testing.TestGateway;

import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

class WantsRequestsTest {

    @Test
    void aGatewayThatIsToldToStopAsksToBeLeftAloneBeforeItStops() throws Exception {
        try (TestGateway gateway = TestGateway.start()) {
            HttpResponse<String> up = health(gateway);
            assertThat(up.statusCode()).isEqualTo(200);
            assertThat(up.body()).as("no details").isEqualTo("{\"status\":\"UP\"}");
            assertThat(up.headers().firstValue("Cache-Control")).hasValue("no-store");

            // as a shutdown begins
            gateway.bean(ApplicationAvailabilityBean.class)
                    .onApplicationEvent(
                            new AvailabilityChangeEvent<>(this, ReadinessState.REFUSING_TRAFFIC));

            HttpResponse<String> leaving = health(gateway);
            assertThat(leaving.statusCode()).isEqualTo(503);
            assertThat(leaving.body()).isEqualTo("{\"status\":\"OUT_OF_SERVICE\"}");
        }
    }

    @Test
    void aGatewayThatCanNotHandOverYetWantsNone() throws Exception {
        try (TestGateway gateway =
                TestGateway.startUnready(Map.of("spring.kafka.bootstrap-servers", "localhost:1"))) {
            assertThat(health(gateway).statusCode()).isEqualTo(503);
        }
    }

    private static HttpResponse<String> health(TestGateway gateway) throws Exception {
        return TestGateway.HTTP.send(
                HttpRequest.newBuilder(gateway.uri("/api/v1/health")).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
