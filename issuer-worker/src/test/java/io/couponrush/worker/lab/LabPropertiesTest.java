package io.couponrush.worker.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.support.Properties;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class LabPropertiesTest {

    @Test
    void defaultsAndKeys() {
        assertThat(Properties.bind(LabProperties.PREFIX, LabProperties.class))
                .isEqualTo(
                        new LabProperties(
                                Duration.ZERO,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(3),
                                Duration.ofMillis(100),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(10),
                                3,
                                Duration.ofMillis(10)));
        assertThat(
                        Properties.bind(
                                LabProperties.PREFIX,
                                LabProperties.class,
                                "work=1ms",
                                "lock-wait=2ms",
                                "lock-lease=3ms",
                                "spin-every=4ms",
                                "spin-wait=5ms",
                                "spin-lease=6ms",
                                "tries=7",
                                "backoff=8ms"))
                .isEqualTo(
                        new LabProperties(
                                Duration.ofMillis(1),
                                Duration.ofMillis(2),
                                Duration.ofMillis(3),
                                Duration.ofMillis(4),
                                Duration.ofMillis(5),
                                Duration.ofMillis(6),
                                7,
                                Duration.ofMillis(8)));
    }
}
