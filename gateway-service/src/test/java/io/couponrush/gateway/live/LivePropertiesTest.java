package io.couponrush.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.time.Duration;
import java.util.Map;

class LivePropertiesTest {

    @Test
    void hasDefaultsAndReadsEveryKey() {
        assertThat(bind(Map.of())).isEqualTo(new LiveProperties(20, Duration.ofMinutes(15)));
        assertThat(bind(Map.of("rush.live.max-views", "3", "rush.live.max-age", "4s")))
                .isEqualTo(new LiveProperties(3, Duration.ofSeconds(4)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-views=0", "max-age=0s"})
    void refusesNonsense(String setting) {
        String[] parts = setting.split("=", -1);

        assertThatThrownBy(() -> bind(Map.of("rush.live." + parts[0], parts[1])))
                .rootCause()
                .hasMessageContaining("rush.live." + parts[0]);
    }

    private static LiveProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("rush.live", LiveProperties.class);
    }
}
