package io.couponrush.gateway.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestGate;
import io.couponrush.gateway.testing.TestGateway;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** A gateway on a machine whose clock is an hour off; that of Redis is right. */
class WrongClockTest {

    @ParameterizedTest
    @ValueSource(strings = {"-1h", "1h"})
    void aCouponOpensWhenItOpensInRedis(String offset) throws Exception {
        try (TestGateway gateway =
                TestGateway.start(
                        Map.of(
                                "spring.profiles.active",
                                "drill,load-test",
                                "rush.drill.clock-offset",
                                offset))) {
            Instant now = Instant.now();
            TestGate open = TestGate.open(1);
            announce(gateway, open, now.minusSeconds(600));
            TestGate shut = TestGate.open(1);
            // later than what other tests' gateways rehearse for
            Instant opens = now.plusSeconds(3_000);
            shut.set("opens", opens.toEpochMilli());
            announce(gateway, shut, opens);

            assertThat(claim(gateway, open).statusCode()).isEqualTo(202);
            assertThat(told(gateway)).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));

            long asked = gateway.bean(GatewayMeters.class).admission().count();
            HttpResponse<String> early = claim(gateway, shut);
            assertThat(early.body()).contains("\"code\":\"NOT_OPEN\"");
            assertThat(early.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isBetween(2_900L, 3_003L);
            assertThat(gateway.bean(GatewayMeters.class).admission().count())
                    .as("known without asking")
                    .isEqualTo(asked);
        }
    }

    /** What countdowns run on. */
    private static Instant told(TestGateway gateway) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(gateway.uri("/api/v3/clock")).build();
        String body = TestGateway.HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return Instant.parse(body.replaceFirst(".*\"now\":\"", "").replaceFirst("\".*", ""));
    }

    private static void announce(TestGateway gateway, TestGate gate, Instant opens) {
        TestCatalogue.announce(
                TestCatalogue.coupon(gate.couponId, 1, 1, opens, opens.plus(Duration.ofDays(1))),
                gateway);
    }

    private static HttpResponse<String> claim(TestGateway gateway, TestGate gate) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(
                                gateway.uri("/api/v3/me/coupons/" + gate.couponId + "/issue"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .header("Commerce-User-Id", "1")
                        .build();
        return TestGateway.HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
