package io.couponrush.gateway.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.testing.TestCatalogue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

class LoopTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicInteger rounds = new AtomicInteger();
    private final Loop loop =
            new Loop("test", Duration.ofMillis(20), _ -> round(), new GatewayMeters(registry));

    private volatile boolean broken = true;

    private void round() {
        int round = rounds.incrementAndGet();
        if (!broken) {
            return;
        }
        switch (round % 3) {
            case 0 -> throw new IllegalStateException("unexpected");
            case 1 -> throw new NoClassDefFoundError("missing");
            default -> throw new AssertionError("impossible");
        }
    }

    @AfterEach
    void stop() {
        loop.stop();
    }

    @Test
    void goesOnWhateverItsWorkThrows() {
        loop.start();

        await().atMost(TestCatalogue.BOUND).until(() -> rounds.get() > 10);
    }

    @Test
    void tellsHowLongItHasBeenSilent() {
        loop.start();
        await().atMost(TestCatalogue.BOUND).until(() -> silence() > 0.2);

        broken = false;

        await().atMost(TestCatalogue.BOUND).until(() -> silence() < 0.1);
        assertThat(loop.isRunning()).isTrue();
    }

    @Test
    void endsWhenItIsStopped() {
        loop.start();
        await().atMost(TestCatalogue.BOUND).until(() -> rounds.get() > 0);

        loop.stop();

        await().atMost(TestCatalogue.BOUND)
                .until(
                        () ->
                                Thread.getAllStackTraces().keySet().stream()
                                        .noneMatch(thread -> thread.getName().equals("test")));
    }

    private double silence() {
        return registry.get("rush.loop.silence").tag("loop", "test").gauge().value();
    }
}
