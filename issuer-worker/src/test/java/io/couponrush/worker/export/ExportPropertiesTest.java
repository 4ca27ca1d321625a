package io.couponrush.worker.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.worker.support.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class ExportPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(Properties.bind("rush.export", ExportProperties.class))
                .isEqualTo(
                        new ExportProperties(
                                Duration.ofSeconds(60), 100, 2, Duration.ofMinutes(10)));
    }

    @Test
    void readsEveryKey() {
        assertThat(
                        Properties.bind(
                                "rush.export",
                                ExportProperties.class,
                                "ticket-life=1s",
                                "max-tickets=2",
                                "max-running=3",
                                "max-time=4s"))
                .isEqualTo(
                        new ExportProperties(Duration.ofSeconds(1), 2, 3, Duration.ofSeconds(4)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ticket-life=0s", "max-tickets=0", "max-running=0", "max-time=-1s"})
    void refusesNonsense(String setting) {
        assertThatThrownBy(() -> Properties.bind("rush.export", ExportProperties.class, setting))
                .rootCause()
                .hasMessageContaining("rush.export." + setting.substring(0, setting.indexOf('=')));
    }
}
