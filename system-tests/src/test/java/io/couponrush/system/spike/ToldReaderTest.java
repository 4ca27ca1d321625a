package io.couponrush.system.spike;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.system.guarantee.Told;
import io.couponrush.system.guarantee.Told.Failed;
import io.couponrush.system.guarantee.Told.Issued;
import io.couponrush.system.guarantee.Told.Owned;
import io.couponrush.system.guarantee.Told.Queued;
import io.couponrush.system.guarantee.Told.Refused;
import io.couponrush.system.guarantee.Told.Rejected;
import io.couponrush.system.guarantee.Told.TryLater;
import io.couponrush.system.load.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.stream.Stream;

class ToldReaderTest {

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("answers")
    void understandsAnAnswer(int status, String body, Told told) {
        assertThat(ToldReader.read(answer(status, body))).isEqualTo(told);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments(
                        202,
                        """
                        {"couponId":1,"state":"QUEUED","sequence":7,"position":3,"ahead":3}\
                        """,
                        new Queued(7, 3)),
                arguments(201, "{\"couponId\":1,\"road\":\"v2\"}", new Owned("v2")),
                arguments(200, "{\"state\":\"ISSUED\",\"sequence\":7}", new Issued(7)),
                arguments(
                        200,
                        """
                        {"state":"REJECTED","sequence":7,"reason":"SOLD_OUT"}\
                        """,
                        new Rejected(7, "SOLD_OUT")),
                arguments(200, "{\"state\":\"FAILED\",\"sequence\":7}", new Failed(7)),
                arguments(409, "{\"code\":\"SOLD_OUT\"}", new Refused("SOLD_OUT")),
                arguments(404, "not JSON", new Refused("HTTP 404")),
                arguments(
                        503,
                        "{\"code\":\"HANDOFF_UNCONFIRMED\"}",
                        new TryLater("HANDOFF_UNCONFIRMED", 503, false)),
                arguments(
                        429,
                        "{\"code\":\"RATE_LIMITED\"}",
                        new TryLater("RATE_LIMITED", 429, false)),
                arguments(502, "", new TryLater("HTTP 502", 502, false)),
                arguments(500, "{\"code\":5}", new TryLater("HTTP 500", 500, false)));
    }

    @Test
    void seesThatAnAnswerSaysWhenToComeBack() {
        Answer answer =
                new Answer(503, Duration.ofSeconds(2), "{\"code\":\"OVERLOADED\"}".getBytes(UTF_8));

        assertThat(ToldReader.read(answer)).isEqualTo(new TryLater("OVERLOADED"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "{\"state\":\"WON\",\"sequence\":1}", "{\"state\":\"QUEUED\"}"})
    void aSuccessThatIsNoTicketIsAMistake(String body) {
        assertThatThrownBy(() -> ToldReader.read(answer(200, body)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, null, body.getBytes(UTF_8));
    }
}
