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

        heart.beat();

        assertThat(heart.silence()).isBetween(0.0, 0.02);
    }
}
