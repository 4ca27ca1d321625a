package io.couponrush.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.couponrush.gateway.gate.GateWatch;
import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestGate;
import io.couponrush.gateway.testing.TestGateway;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class GatesHealthTest {

    /** Of three coupons without a gate, one has lost it; nobody knows the other two any more. */
    @Test
    void aLostGateIsNamedUntilItIsThereAgain() {
        try (TestGateway gateway = TestGateway.start()) {
            Instant longAgo = Instant.now().minus(Duration.ofDays(60));
            TestGate lost = TestGate.none();
            TestGate over = TestGate.none();
            TestGate unknown = TestGate.none();
            TestCatalogue.announce(TestCatalogue.open(lost.couponId, 5), gateway);
            TestCatalogue.announce(
                    TestCatalogue.coupon(over.couponId, 1, 5, longAgo, longAgo.plusSeconds(60)),
                    gateway);
            GateWatch watch = gateway.bean(GateWatch.class);
            GatesHealthIndicator indicator = gateway.bean(GatesHealthIndicator.class);
            await().atMost(TestCatalogue.BOUND)
                    .untilAsserted(
                            () -> { // asking each time: one without a gate is soon forgotten
                                for (TestGate gate : List.of(lost, over, unknown)) {
                                    assertThat(
                                                    watch.snapshot(gate.couponId)
                                                            .blockOptional(TestCatalogue.BOUND))
                                            .isEmpty();
                                }
                                assertThat(watch.withoutGate())
                                        .contains(lost.couponId, over.couponId, unknown.couponId);
                                Health health = indicator.health();
                                assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
                                assertThat(health.getDetails())
                                        .containsEntry("withoutGate", List.of(lost.couponId));
                            });

            lost.write(5);
            await().atMost(TestCatalogue.BOUND)
                    .until(() -> Status.UP.equals(indicator.health().getStatus()));
        }
    }
}
