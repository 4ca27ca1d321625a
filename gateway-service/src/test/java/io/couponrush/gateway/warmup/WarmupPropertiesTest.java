package io.couponrush.gateway.warmup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.time.Duration;
import java.util.Map;

class WarmupPropertiesTest {

    @Test
    void defaults() {
        assertThat(bind(Map.of())).isEqualTo(new WarmupProperties(Duration.ofMinutes(10), 3_000));
    }

    @Test
    void everyKey() {
        assertThat(bind(Map.of("rush.warmup.ahead", "0s", "rush.warmup.rounds", "1")))
                .isEqualTo(new WarmupProperties(Duration.ZERO, 1));
    }

    @Test
    void outOfBounds() {
        assertThatThrownBy(() -> bind(Map.of("rush.warmup.rounds", "0")))
                .isInstanceOf(BindException.class);
        assertThatThrownBy(() -> bind(Map.of("rush.warmup.ahead", "-1s")))
                .isInstanceOf(BindException.class);
    }

    private static WarmupProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("rush.warmup", WarmupProperties.class);
    }
}
