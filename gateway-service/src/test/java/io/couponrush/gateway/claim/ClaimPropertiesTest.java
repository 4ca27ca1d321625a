package io.couponrush.gateway.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import java.time.Duration;
import java.util.Map;

class ClaimPropertiesTest {

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(
                        new ClaimProperties(
                                3_000,
                                Duration.ofMillis(500),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(10)));
    }

    @Test
    void readsTheseKeys() {
        assertThat(
                        bind(
                                Map.of(
                                        "rush.claim.max-in-flight", "1",
                                        "rush.claim.longest-wait", "2ms",
                                        "rush.claim.answer-within", "3ms",
                                        "rush.claim.clock-doubt", "4ms",
                                        "rush.claim.repeat-after", "5ms",
                                        "rush.claim.drain-timeout", "6ms")))
                .isEqualTo(
                        new ClaimProperties(
                                1,
                                Duration.ofMillis(2),
                                Duration.ofMillis(3),
                                Duration.ofMillis(4),
                                Duration.ofMillis(5),
                                Duration.ofMillis(6)));
    }

    /** The one that docker-compose.yml passes on and the runbook throttles with. */
    @Test
    void readsTheVariableOfTheRunbook() {
        MutablePropertySources environment = new MutablePropertySources();
        environment.addFirst(
                new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.of("RUSH_CLAIM_MAX_IN_FLIGHT", "7")));

        assertThat(
                        new Binder(ConfigurationPropertySources.from(environment))
                                .bindOrCreate("rush.claim", ClaimProperties.class)
                                .maxInFlight())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "max-in-flight,0",
        "longest-wait,0",
        "longest-wait,2s",
        "answer-within,0",
        "clock-doubt,-1s",
        "drain-timeout,0"
    })
    void refuses(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("rush.claim." + key, value)))
                .rootCause()
                .hasMessageContaining(key);
    }

    private static ClaimProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("rush.claim", ClaimProperties.class);
    }
}
