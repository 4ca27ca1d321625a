package io.couponrush.prod;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

class PasswordTest {

    /** Each but the short one is long enough, and has one of the words that are tried first. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "7d0e1a6b9c3f5e2", // 15 characters
                "xKpassword7Jm-vGbTz",
                "xK-Secret7Jm-vGbTz",
                "xK-change-me-vGbTz",
                "xK-changeme7vGbTzz",
                "xK-default7Jm-vGbTz",
                "xK-ADMIN7Jm-vGbTz-9",
                "xK-root7Jm-vGbTz-99",
                "xK-coupon7Jm-vGbTz",
                "xK-rush7Jm-vGbTz-9",
                "xK-redis7Jm-vGbTz-",
                "xK-mysql7Jm-vGbTz-",
                "xK-qwerty7Jm-vGbTz",
                "xK-1234-7Jm-vGbTzz",
                "xK-0000-7Jm-vGbTzz",
            })
    void thisCanBeGuessed(String password) {
        assertThat(Password.fault("X", password))
                .hasValue("X holds a password that can be guessed")
                .hasValueSatisfying(fault -> assertThat(fault).doesNotContain(password));
    }

    @Test
    void noneIsWorse() {
        assertThat(Password.fault("X", "")).hasValue("X holds no password");
    }

    @Test
    void sixteenRandomCharactersWillDo() {
        assertThat(Password.fault("X", "7d0e1a6b9c3f5e2d")).isEmpty();
    }

    /** Made by deploy/secrets/make: one of 750 has such digits, and its service must start. */
    @Test
    void aLongOneMayHoldByChanceWhatIsTriedFirst() {
        String last = "7d0e1a6b9c3f1234"; // 16
        assertThat(Password.fault("X", "7d0e1a6b9c3f5e2" + last)).isPresent(); // 31
        assertThat(Password.fault("X", "7d0e1a6b9c3f5e2d" + last)).isEmpty(); // 32
        assertThat(Password.fault("X", "change-me-".repeat(4))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "redis://localhost:6379, ''",
        "redis://:7d0e1a6b@localhost:6379, 7d0e1a6b",
        "rediss://gateway:7d0e:1a6b@localhost:6379, 7d0e:1a6b",
        "redis://7d0e1a6b@localhost, 7d0e1a6b",
    })
    void aRedisUriMayHoldOne(URI redis, String password) {
        assertThat(Password.of(redis)).isEqualTo(password);
    }
}
