package io.couponrush.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.support.Properties;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class WatchPropertiesTest {

    @Test
    void defaults() {
        assertThat(Properties.bind("rush.watch", WatchProperties.class))
                .isEqualTo(
                        new WatchProperties(
                                true,
                                Duration.ofSeconds(2),
                                100,
                                Duration.ofHours(1),
                                Duration.ofSeconds(30)));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(
                        Properties.bind(
                                "rush.watch",
                                WatchProperties.class,
                                "enabled=false",
                                "interval=3s",
                                "coupons=7",
                                "ahead=2h",
                                "recount=5s"))
                .isEqualTo(
                        new WatchProperties(
                                false,
                                Duration.ofSeconds(3),
                                7,
                                Duration.ofHours(2),
                                Duration.ofSeconds(5)));
    }
}
