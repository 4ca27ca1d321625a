package io.couponrush.worker.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.support.Properties;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Set;

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
                                "lease=25s",
                                "retry-after=3s",
                                "batch=7",
                                "retention=1d"))
                .isEqualTo(
                        new AnnounceProperties(
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(25),
                                Duration.ofSeconds(3),
                                7,
                                Duration.ofDays(1)));
    }

    /** With a shorter lease two announcers could be at one coupon for want of a time-out. */
    @ParameterizedTest
    @CsvSource({
        "interval, 10ms, 9ms",
        "lease, 25s, 24s",
        "retry-after, 10ms, 9ms",
        "batch, 1, 0",
        "retention, 1h, 59m"
    })
    void hasLowerBounds(String key, String least, String tooLittle) {
        assertThat(faults(key + "=" + least)).isZero();
        assertThat(faults(key + "=" + tooLittle)).isOne();
    }

    private static int faults(String setting) {
        try (ValidatorFactory validators = Validation.buildDefaultValidatorFactory()) {
            Set<ConstraintViolation<AnnounceProperties>> faults =
                    validators
                            .getValidator()
                            .validate(
                                    Properties.bind(
                                            "rush.announce", AnnounceProperties.class, setting));
            return faults.size();
        }
    }
}
