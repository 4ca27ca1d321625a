package io.couponrush.worker.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.support.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

class AccountSettingsTest {

    @Test
    void defaults() {
        AccountProperties bounds = Properties.bind("rush.accounts", AccountProperties.class);

        assertThat(bounds).isEqualTo(new AccountProperties(null, 32, Duration.ofSeconds(2), 10));
        assertThat(bounds.hashers()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(Properties.bind("rush.bootstrap", BootstrapProperties.class))
                .isEqualTo(new BootstrapProperties("", ""));
    }

    @Test
    void everyKeyIsRead() {
        AccountProperties bounds =
                Properties.bind(
                        "rush.accounts",
                        AccountProperties.class,
                        "hashing-at-once=3",
                        "hashing-waiting=4",
                        "hashing-patience=5s",
                        "hashing-strength=11");

        assertThat(bounds).isEqualTo(new AccountProperties(3, 4, Duration.ofSeconds(5), 11));
        assertThat(bounds.hashers()).isEqualTo(3);
        assertThat(
                        Properties.bind(
                                "rush.bootstrap",
                                BootstrapProperties.class,
                                "admin-name=root",
                                "admin-password=long enough"))
                .isEqualTo(new BootstrapProperties("root", "long enough"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "root, long enough, true",
        "root, '', false",
        "'', long enough, false",
        "root, short, false",
        "no name, long enough, false",
    })
    void aFirstAdminFollowsTheRulesOfSignUp(String name, String password, boolean fit) {
        assertThat(new BootstrapProperties(name, password).isFit()).isEqualTo(fit);
    }

    @Test
    void aPasswordIsNotPrinted() {
        assertThat(new BootstrapProperties("root", "long enough").toString())
                .doesNotContain("long enough");
    }
}
