package io.couponrush.worker.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.support.Properties;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class AuthPropertiesTest {

    @Test
    void defaults() {
        assertThat(Properties.bind("rush.auth", AuthProperties.class))
                .isEqualTo(
                        new AuthProperties(
                                "",
                                "https://coupon-rush.example",
                                "coupon-rush",
                                Duration.ofMinutes(15),
                                Duration.ofHours(12)));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(
                        Properties.bind(
                                "rush.auth",
                                AuthProperties.class,
                                "signing-key=/key.pem",
                                "issuer=i",
                                "audience=a",
                                "token-life=1m",
                                "session-life=1h"))
                .isEqualTo(
                        new AuthProperties(
                                "/key.pem", "i", "a", Duration.ofMinutes(1), Duration.ofHours(1)));
    }
}
