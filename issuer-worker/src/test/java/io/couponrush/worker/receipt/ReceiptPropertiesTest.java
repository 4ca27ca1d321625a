package io.couponrush.worker.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.support.Properties;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class ReceiptPropertiesTest {

    @Test
    void areOffByDefault() {
        ReceiptProperties settings = Properties.bind("rush.receipts", ReceiptProperties.class);

        assertThat(settings)
                .isEqualTo(new ReceiptProperties("", Duration.ofSeconds(5), Duration.ofSeconds(2)));
        assertThat(settings.isOn()).isFalse();
    }

    @Test
    void areNamedAsDocumented() {
        ReceiptProperties settings =
                Properties.bind(
                        "rush.receipts",
                        ReceiptProperties.class,
                        "signing-key=/run/key.pem",
                        "settle=1m",
                        "interval=1s");

        assertThat(settings)
                .isEqualTo(
                        new ReceiptProperties(
                                "/run/key.pem", Duration.ofMinutes(1), Duration.ofSeconds(1)));
        assertThat(settings.isOn()).isTrue();
    }
}
