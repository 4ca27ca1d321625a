package io.couponrush.gateway.warmup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestGate;
import io.couponrush.gateway.testing.TestGateway;
import io.micrometer.core.instrument.MeterRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

@ExtendWith(OutputCaptureExtension.class)
class WarmupTest {

    private static final int ROUNDS = 200;

    @Test
    void aGatewayRehearsesBeforeACouponOpensAndDecidesNothing(CapturedOutput log) {
        try (TestGateway gateway =
                TestGateway.start(
                        Map.of("rush.warmup.ahead", "10m", "rush.warmup.rounds", "" + ROUNDS))) {
            MeterRegistry meters = gateway.bean(MeterRegistry.class);
            TestGate gate = TestGate.none();
            announce(gate, Duration.ofMinutes(11), gateway);
            assertThat(rounds(meters)).as("nothing opens soon").isZero();

            TestGate soon = TestGate.none();
            announce(soon, Duration.ofMinutes(9), gateway);

            await().atMost(TestCatalogue.BOUND).until(() -> rounds(meters) >= ROUNDS);
            await().atMost(TestCatalogue.BOUND)
                    .until(() -> log.toString().contains("warmed up for coupon " + soon.couponId));
            assertThat(gate.redis.keys("coupon:{" + Long.MAX_VALUE + "}:*")).isEmpty();
            assertThat(meters.get("rush.admission").timer().count())
                    .as("claims that Redis decided")
                    .isZero();
        }
    }

    private static void announce(TestGate gate, Duration until, TestGateway gateway) {
        Instant opens = Instant.now().plus(until);
        TestCatalogue.announce(
                TestCatalogue.coupon(gate.couponId, 1, 10, opens, opens.plusSeconds(60)), gateway);
    }

    private static double rounds(MeterRegistry meters) {
        return meters.get("rush.warmup.rounds").counter().count();
    }
}
