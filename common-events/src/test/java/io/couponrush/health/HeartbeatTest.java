package io.couponrush.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeartbeatTest {

    @Test
    void aBeatEndsTheSilence() {
        Heartbeat heart = new Heartbeat();
        while (heart.silence() < 0.02) {
            Thread.onSpinWait();
        }

        long before = System.nanoTime();
        heart.beat();
        double silence = heart.silence();

        // and no bound in time: somebody may stop the machine between the two
        assertThat(silence).isBetween(0.0, (System.nanoTime() - before) / 1e9);
    }
}
