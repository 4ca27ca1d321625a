package io.couponrush.worker.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.support.Properties;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class AnnouncePropertiesTest {

    @Test
    void defaults() {
        assertThat(Properties.bind("rush.announce", AnnounceProperties.class))
                .isEqualTo(
                        new AnnounceProperties(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(2),
                                50,
                                Duration.ofDays(7)));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(
                        Properties.bind(
                                "rush.announce",
                                AnnounceProperties.class,
                                "interval=2s",
                                "lease=20s",
                                "retry-after=3s",
                                "batch=7",
                                "retention=1d"))
                .isEqualTo(
                        new AnnounceProperties(
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(3),
                                7,
                                Duration.ofDays(1)));
    }
}
