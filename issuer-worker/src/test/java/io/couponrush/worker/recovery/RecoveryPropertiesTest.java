package io.couponrush.worker.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.support.Properties;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class RecoveryPropertiesTest {

    @Test
    void defaults() {
        assertThat(Properties.bind("rush.recovery", RecoveryProperties.class))
                .isEqualTo(
                        new RecoveryProperties(
                                true,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(3),
                                2_000));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(
                        Properties.bind(
                                "rush.recovery",
                                RecoveryProperties.class,
                                "enabled=false",
                                "interval=2s",
                                "lease=20s",
                                "overdue=3s",
                                "grace=4s",
                                "batch=7"))
                .isEqualTo(
                        new RecoveryProperties(
                                false,
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4),
                                7));
    }
}
