package io.couponrush.worker.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.couponrush.worker.support.Properties;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import java.time.Duration;

@ExtendWith(OutputCaptureExtension.class)
class AccountSettingsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

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
                        "hashing-strength=9");

        assertThat(bounds).isEqualTo(new AccountProperties(3, 4, Duration.ofSeconds(5), 9));
        assertThat(bounds.hashers()).isEqualTo(3);
        assertThat(
                        Properties.bind(
                                "rush.bootstrap",
                                BootstrapProperties.class,
                                "admin-name=root",
                                "admin-password=long enough"))
                .isEqualTo(new BootstrapProperties("root", "long enough"));
    }

    @Test
    void passwordsAreHashedAsStronglyAsItSays(CapturedOutput log) {
        AccountConfiguration configuration = new AccountConfiguration();

        assertThat(configuration.passwordEncoder(new AccountProperties(1, 1, PATIENCE, 10)))
                .extracting(encoder -> encoder.encode("long enough"), STRING)
                .startsWith("{bcrypt}$2a$10$");
        assertThat(log).doesNotContain("with strength 10");
        // not 4, which every worker of a test has and says
        assertThat(configuration.passwordEncoder(new AccountProperties(1, 1, PATIENCE, 5)))
                .extracting(encoder -> encoder.encode("long enough"), STRING)
                .startsWith("{bcrypt}$2a$05$");
        assertThat(log).contains("strength 5 instead of 10: never do so outside a test");
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "4, 0", "10, 0", "11, 1"})
    void aStrengthHasBounds(int strength, int complaints) {
        try (ValidatorFactory validators = Validation.buildDefaultValidatorFactory()) {
            AccountProperties properties = new AccountProperties(1, 1, PATIENCE, strength);
            assertThat(validators.getValidator().validate(properties)).hasSize(complaints);
        }
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
