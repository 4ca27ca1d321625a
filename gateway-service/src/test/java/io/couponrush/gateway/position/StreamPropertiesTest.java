package io.couponrush.gateway.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.time.Duration;
import java.util.Map;

class StreamPropertiesTest {

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(
                        new StreamProperties(
                                20_000,
                                4,
                                Duration.ofMillis(500),
                                500,
                                Duration.ofSeconds(15),
                                Duration.ofMinutes(15)));
    }

    @Test
    void readsTheseKeys() {
        assertThat(
                        bind(
                                Map.of(
                                        "rush.stream.max-open", "1",
                                        "rush.stream.max-per-user", "2",
                                        "rush.stream.refresh", "3ms",
                                        "rush.stream.users-per-read", "4",
                                        "rush.stream.heartbeat", "5ms",
                                        "rush.stream.max-age", "6ms")))
                .isEqualTo(
                        new StreamProperties(
                                1,
                                2,
                                Duration.ofMillis(3),
                                4,
                                Duration.ofMillis(5),
                                Duration.ofMillis(6)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-open",
                "max-per-user",
                "refresh",
                "users-per-read",
                "heartbeat",
                "max-age"
            })
    void refusesZero(String key) {
        assertThatThrownBy(() -> bind(Map.of("rush.stream." + key, "0")))
                .rootCause()
                .hasMessageContaining("rush.stream." + key);
    }

    private static StreamProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("rush.stream", StreamProperties.class);
    }
}
