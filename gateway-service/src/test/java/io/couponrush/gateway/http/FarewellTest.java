package io.couponrush.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import static java.net.http.HttpResponse.BodyHandlers.discarding;

import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestGateway;
import io.couponrush.gateway.testing.Wire;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A gateway that is told to stop, and those who have a connection to it. */
class FarewellTest {

    private static final String ASK =
            Wire.lines("GET /api/v3/coupons/999999999/progress HTTP/1.1", "Host: x", "", "");

    @Test
    void whoHasAConnectionIsAnsweredOnceMoreAndToldThatItEnds() throws Exception {
        TestGateway gateway = TestGateway.start(Map.of("rush.http.farewell", "5s"));
        try (Wire early = Wire.to(gateway.port())) {
            early.send(ASK);
            assertThat(early.line()).contains("404");

            CompletableFuture<Void> closed = CompletableFuture.runAsync(gateway::close);
            await().atMost(TestCatalogue.BOUND).until(() -> saysGoodbye(gateway));
            early.send(ASK);

            assertThat(early.rest().split("HTTP/1.1 404", -1)[1])
                    .containsIgnoringCase("connection: close");
            assertThat(closed).as("the connection ended before the server").isNotDone();
            closed.join();
        }
    }

    private static boolean saysGoodbye(TestGateway gateway)
            throws IOException, InterruptedException {
        HttpRequest health = HttpRequest.newBuilder(gateway.uri("/api/v1/health")).build();
        HttpResponse<Void> answer = TestGateway.HTTP.send(health, discarding());
        return answer.headers().firstValue("connection").orElse("").equals("close");
    }

    @Test
    void theEndOfAPartIsNotTheEnd() {
        GenericApplicationContext application = new GenericApplicationContext();
        Farewell farewell = new Farewell(application, Duration.ZERO);

        farewell.onApplicationEvent(new ContextClosedEvent(new GenericApplicationContext()));
        assertThat(answered(farewell).getConnection()).isEmpty();

        farewell.onApplicationEvent(new ContextClosedEvent(application));
        assertThat(answered(farewell).getConnection()).containsExactly("close");
    }

    private static HttpHeaders answered(Farewell farewell) {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
        farewell.filter(exchange, asked -> asked.getResponse().setComplete()).block();
        return exchange.getResponse().getHeaders();
    }

    @Test
    void itTakesASecondUnlessTold() {
        assertThat(
                        new Binder(
                                        new MapConfigurationPropertySource(
                                                Map.of("rush.http.backlog", "7")))
                                .bind("rush.http", HttpProperties.class)
                                .get()
                                .farewell())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {11_000, -1})
    void itsTimeIsBounded(long millis) {
        Duration time = Duration.ofSeconds(1);
        assertThatThrownBy(
                        () -> new HttpProperties(time, time, time, 1, 1, Duration.ofMillis(millis)))
                .hasMessageContaining("rush.http.farewell must be from 0 to PT10S");
    }
}
