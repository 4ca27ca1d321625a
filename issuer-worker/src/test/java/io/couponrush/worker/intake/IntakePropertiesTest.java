package io.couponrush.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;

class IntakePropertiesTest {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Bound.class);

    @Test
    void defaults() {
        runner.run(
                context ->
                        assertThat(context.getBean(IntakeProperties.class))
                                .isEqualTo(
                                        new IntakeProperties(
                                                true,
                                                3,
                                                1_000,
                                                Duration.ofMillis(50),
                                                Duration.ofSeconds(6),
                                                3,
                                                Duration.ofMillis(100),
                                                Duration.ofSeconds(5))));
    }

    @Test
    void everyKeyIsRead() {
        runner.withPropertyValues(
                        "rush.intake.enabled=false",
                        "rush.intake.concurrency=12",
                        "rush.intake.max-poll-records=2000",
                        "rush.intake.gather=20ms",
                        "rush.intake.session-timeout=10s",
                        "rush.intake.attempts=1",
                        "rush.intake.retry-delay=1ms",
                        "rush.intake.longest-wait=1s")
                .run(
                        context ->
                                assertThat(context.getBean(IntakeProperties.class))
                                        .isEqualTo(
                                                new IntakeProperties(
                                                        false,
                                                        12,
                                                        2000,
                                                        Duration.ofMillis(20),
                                                        Duration.ofSeconds(10),
                                                        1,
                                                        Duration.ofMillis(1),
                                                        Duration.ofSeconds(1))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rush.intake.concurrency=0",
                "rush.intake.concurrency=13",
                "rush.intake.max-poll-records=0",
                "rush.intake.max-poll-records=2001",
                "rush.intake.gather=-1ms",
                "rush.intake.gather=501ms",
                "rush.intake.session-timeout=0s",
                "rush.intake.session-timeout=61s",
                "rush.intake.attempts=0",
                "rush.intake.attempts=11",
                "rush.intake.retry-delay=0ms",
                "rush.intake.retry-delay=6s",
                "rush.intake.longest-wait=0s",
                "rush.intake.longest-wait=61s",
            })
    void outOfRangeDoesNotStart(String property) {
        runner.withPropertyValues(property).run(context -> assertThat(context).hasFailed());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(IntakeProperties.class)
    static class Bound {}
}
