package io.couponrush.worker.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.account.AuthController.SignIn;
import io.couponrush.worker.account.AuthController.SignInAnswer;
import io.couponrush.worker.account.AuthController.SignUp;
import io.couponrush.worker.account.UserController.PasswordChange;
import io.couponrush.worker.security.AccessToken;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.stream.Stream;

/** Whoever logs a request, an answer or a setting logs no password and no token. */
class UntoldSecretsTest {

    private static final String SECRET = "correct-horse";

    static Stream<Record> records() {
        AccessToken token = new AccessToken(SECRET, Duration.ofMinutes(15));
        return Stream.of(
                new SignUp("somebody", SECRET),
                new SignIn("somebody", SECRET),
                SignInAnswer.of(token),
                new PasswordChange(SECRET, "new-" + SECRET),
                new BootstrapProperties("somebody", SECRET),
                token);
    }

    @ParameterizedTest
    @MethodSource("records")
    void areInNoText(Record record) {
        assertThat(record.toString())
                .startsWith(record.getClass().getSimpleName())
                .doesNotContain(SECRET);
    }
}
