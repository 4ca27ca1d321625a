package io.couponrush.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.Map;

class ForwardPropertiesTest {

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(
                        new ForwardProperties(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(10),
                                200,
                                400,
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(10),
                                DataSize.ofMegabytes(1)));
    }

    @Test
    void readsTheseKeys() {
        assertThat(
                        bind(
                                Map.of(
                                        "rush.forward.connect-timeout", "1ms",
                                        "rush.forward.response-timeout", "2ms",
                                        "rush.forward.max-connections", "3",
                                        "rush.forward.max-waiting", "4",
                                        "rush.forward.wait-timeout", "5ms",
                                        "rush.forward.max-idle", "6ms",
                                        "rush.forward.max-body", "7KB")))
                .isEqualTo(
                        new ForwardProperties(
                                Duration.ofMillis(1),
                                Duration.ofMillis(2),
                                3,
                                4,
                                Duration.ofMillis(5),
                                Duration.ofMillis(6),
                                DataSize.ofKilobytes(7)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect-timeout",
                "response-timeout",
                "max-connections",
                "max-waiting",
                "wait-timeout",
                "max-idle",
                "max-body"
            })
    void refusesZero(String key) {
        assertThatThrownBy(() -> bind(Map.of("rush.forward." + key, "0")))
                .rootCause()
                .hasMessageContaining("rush.forward." + key);
    }

    private static ForwardProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("rush.forward", ForwardProperties.class);
    }
}
