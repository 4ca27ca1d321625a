package io.couponrush.worker.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.account.domain.Role;
import io.couponrush.worker.account.domain.SignInOutcome;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;

@WorkerTest
class FirstAdminTest {

    @Autowired Accounts accounts;

    private final String name = "admin-" + WorkerApi.newUser();

    @Test
    void isMadeOnceAndThenLeftAlone() throws Exception {
        start(new BootstrapProperties(name, "first password"));
        start(new BootstrapProperties(name, "second password"));

        assertThat(accounts.signIn(name, "first password"))
                .isInstanceOfSatisfying(
                        SignInOutcome.SignedIn.class,
                        admin -> assertThat(admin.role()).isEqualTo(Role.ADMIN));
        assertThat(accounts.signIn(name, "second password")).isEqualTo(new SignInOutcome.Refused());
    }

    @Test
    void isNotMadeUnlessWanted() throws Exception {
        start(new BootstrapProperties("", ""));

        assertThat(accounts.signIn("", "")).isEqualTo(new SignInOutcome.Refused());
    }

    private void start(BootstrapProperties wanted) throws Exception {
        new AccountConfiguration()
                .firstAdmin(accounts, wanted)
                .run(new DefaultApplicationArguments());
    }
}
