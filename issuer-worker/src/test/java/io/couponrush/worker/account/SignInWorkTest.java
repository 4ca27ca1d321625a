package io.couponrush.worker.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.account.domain.Role;
import io.couponrush.worker.account.domain.SignInOutcome;
import io.couponrush.worker.audit.AdminLog;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether a name exists must not show in how long a sign-in takes. Counted, not timed: the slow
 * part of a sign-in is the match, and every sign-in does one.
 */
@WorkerTest
class SignInWorkTest {

    @Autowired AccountRepository repository;
    @Autowired PasswordEncoder encoder;
    @Autowired TransactionOperations transactions;
    @Autowired AdminLog log;
    @Autowired Clock clock;

    @Test
    void everySignInMatchesOneHashOfOneKind() {
        Counting counting = new Counting(encoder);
        Accounts accounts =
                new Accounts(
                        repository,
                        new PasswordHashing(
                                counting, new AccountProperties(1, 1, Duration.ofSeconds(1), 10)),
                        transactions,
                        log,
                        clock);
        String name = "user-" + WorkerApi.newUser();
        accounts.signUp(name, "correct horse", Role.USER);

        assertThat(accounts.signIn(name, "wrong password")).isEqualTo(new SignInOutcome.Refused());
        assertThat(counting.matches.getAndSet(0)).isEqualTo(1);
        String kind = counting.lastKind;

        assertThat(accounts.signIn(name + "x", "correct horse"))
                .isEqualTo(new SignInOutcome.Refused());
        assertThat(counting.matches.get()).isEqualTo(1);
        assertThat(counting.lastKind).isEqualTo(kind).startsWith("{bcrypt}$2a$");
    }

    private static final class Counting implements PasswordEncoder {

        final AtomicInteger matches = new AtomicInteger();
        String lastKind = "";
        private final PasswordEncoder encoder;

        Counting(PasswordEncoder encoder) {
            this.encoder = encoder;
        }

        @Override
        public @Nullable String encode(@Nullable CharSequence password) {
            return encoder.encode(password);
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
            matches.incrementAndGet();
            lastKind = String.valueOf(hash).substring(0, "{bcrypt}$2a$10$".length());
            return encoder.matches(password, hash);
        }
    }
}
