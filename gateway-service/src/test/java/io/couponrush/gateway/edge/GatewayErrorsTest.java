package io.couponrush.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.gateway.redis.RedisLink;
import io.lettuce.core.RedisException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatusCode;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ResponseStatusException;

import reactor.netty.channel.AbortedException;

import java.util.stream.Stream;

/** What is told when no handler dealt with it, and what is not. */
@ExtendWith(OutputCaptureExtension.class)
class GatewayErrorsTest {

    private static final String SECRET = "jdbc:inside.example/with-a-password";

    private final GatewayErrors errors =
            new GatewayErrors(new Misrouted(() -> new KnownRoutes(Stream.empty())));

    @ParameterizedTest
    @CsvSource({
        "400, 400, VALIDATION_FAILED",
        "404, 404, NOT_FOUND",
        "406, 406, NOT_ACCEPTABLE",
        "413, 413, PAYLOAD_TOO_LARGE",
        "415, 415, UNSUPPORTED_MEDIA_TYPE",
        "422, 400, VALIDATION_FAILED",
        "500, 500, INTERNAL_ERROR",
        "502, 500, INTERNAL_ERROR",
    })
    void whatSpringRefusesHasACodeOfOurs(int refused, int status, String code) {
        MockServerWebExchange exchange = exchange();

        errors.handle(
                        exchange,
                        new ResponseStatusException(HttpStatusCode.valueOf(refused), SECRET))
                .block();

        assertThat(exchange.getResponse().getStatusCode())
                .isEqualTo(HttpStatusCode.valueOf(status));
        assertThat(body(exchange)).contains("\"code\":\"" + code + "\"").doesNotContain(SECRET);
    }

    @Test
    void aRedisThatIsAwayIsAReasonToComeBack() {
        MockServerWebExchange exchange = exchange();

        errors.handle(exchange, RedisLink.unavailable(new RedisException("away"))).block();

        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatusCode.valueOf(503));
        assertThat(exchange.getResponse().getHeaders().getFirst("Retry-After")).isBetween("1", "5");
        assertThat(body(exchange)).contains("ADMISSION_UNAVAILABLE");
    }

    @Test
    void aBodyThatIsTooLongIsSaidToBe() {
        MockServerWebExchange exchange = exchange();

        errors.handle(exchange, new DataBufferLimitException(SECRET)).block();

        assertThat(body(exchange)).contains("PAYLOAD_TOO_LARGE").doesNotContain(SECRET);
    }

    @Test
    void whatNobodyExpectedIsLoggedAndNotTold(CapturedOutput log) {
        MockServerWebExchange exchange = exchange();

        errors.handle(exchange, new IllegalStateException(SECRET)).block();

        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatusCode.valueOf(500));
        assertThat(body(exchange)).doesNotContain(SECRET).doesNotContain("IllegalState");
        assertThat(log).contains("GET /api/v3/thing broke").contains(SECRET);
    }

    @Test
    void whoHungUpIsToldNothing(CapturedOutput log) {
        MockServerWebExchange exchange = exchange();

        errors.handle(exchange, new AbortedException("gone")).block();

        assertThat(exchange.getResponse().getStatusCode()).isNull();
        assertThat(log).doesNotContain("/api/v3/thing broke");
    }

    @Test
    void anAnswerThatHasBegunCanOnlyBeBrokenOff() {
        MockServerWebExchange exchange = exchange();
        exchange.getResponse().setComplete().block();

        assertThatThrownBy(() -> errors.handle(exchange, new IllegalStateException("late")).block())
                .hasMessage("late");
    }

    private static MockServerWebExchange exchange() {
        return MockServerWebExchange.from(MockServerHttpRequest.get("/api/v3/thing"));
    }

    private static String body(MockServerWebExchange exchange) {
        return exchange.getResponse().getBodyAsString().blockOptional().orElseThrow();
    }
}
