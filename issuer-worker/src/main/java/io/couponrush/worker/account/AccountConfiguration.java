package io.couponrush.worker.account;

import io.couponrush.worker.account.domain.Role;
import io.couponrush.worker.account.domain.SignUpOutcome;
import io.couponrush.worker.audit.AdminLog;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.util.Map;

/** Builds accounts and makes the first ADMIN. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(AccountConfiguration.class);

    @Bean
    PasswordEncoder passwordEncoder(AccountProperties wanted) {
        if (wanted.hashingStrength() < AccountProperties.STRONG) {
            LOG.warn(
                    "passwords are hashed with strength {} instead of {}: never do so outside a"
                            + " test",
                    wanted.hashingStrength(),
                    AccountProperties.STRONG);
        }
        String kind = "bcrypt";
        return new DelegatingPasswordEncoder(
                kind, Map.of(kind, new BCryptPasswordEncoder(wanted.hashingStrength())));
    }

    @Bean
    Accounts accounts(
            AccountRepository repository,
            PasswordEncoder encoder,
            AccountProperties bounds,
            TransactionOperations transactions,
            AdminLog log,
            Clock clock) {
        return new Accounts(
                repository, new PasswordHashing(encoder, bounds), transactions, log, clock);
    }

    @Bean
    ApplicationRunner firstAdmin(Accounts accounts, BootstrapProperties wanted) {
        return _ -> {
            if (!wanted.adminName().isEmpty()) {
                switch (accounts.signUp(wanted.adminName(), wanted.adminPassword(), Role.ADMIN)) {
                    case SignUpOutcome.SignedUp admin ->
                            LOG.info("made the first admin, user {}", admin.userId());
                    case SignUpOutcome.NameTaken _ ->
                            LOG.info("left the account of the first admin as it is");
                }
            }
        };
    }
}
