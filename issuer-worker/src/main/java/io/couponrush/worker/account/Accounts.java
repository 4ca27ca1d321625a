package io.couponrush.worker.account;

import io.couponrush.worker.account.domain.PasswordChangeOutcome;
import io.couponrush.worker.account.domain.Role;
import io.couponrush.worker.account.domain.SignInOutcome;
import io.couponrush.worker.account.domain.SignUpOutcome;
import io.couponrush.worker.audit.AdminDeed;
import io.couponrush.worker.audit.AdminLog;
import io.couponrush.worker.security.UserId;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What can be done with accounts. Passwords are hashed outside of any transaction. */
final class Accounts {

    private final AccountRepository accounts;
    private final PasswordHashing passwords;
    private final TransactionOperations transactions;
    private final AdminLog log;
    private final Clock clock;

    Accounts(
            AccountRepository accounts,
            PasswordHashing passwords,
            TransactionOperations transactions,
            AdminLog log,
            Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.transactions = transactions;
        this.log = log;
        this.clock = clock;
    }

    SignUpOutcome signUp(String username, String password, Role role) {
        String name = CredentialRules.normalised(username);
        if (accounts.existsByUsername(name)) {
            return new SignUpOutcome.NameTaken();
        }
        Account account =
                new Account(
                        name,
                        passwords.hash(password),
                        role,
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
        try {
            return new SignUpOutcome.SignedUp(accounts.save(account).id(), name);
        } catch (DataIntegrityViolationException e) {
            // whoever took the name between the question and the insert
            return new SignUpOutcome.NameTaken();
        }
    }

    SignInOutcome signIn(String username, String password) {
        Optional<Account> account = accounts.findByUsername(CredentialRules.normalised(username));
        if (account.isEmpty()) {
            passwords.matchNobody(password);
            return new SignInOutcome.Refused();
        }
        return passwords.matches(password, account.get().passwordHash())
                ? new SignInOutcome.SignedIn(account.get().id(), account.get().role())
                : new SignInOutcome.Refused();
    }

    /**
     * As what somebody may go on who has signed in then; nobody after a change of the password, so
     * that it ends what a thief has, too.
     */
    Optional<Role> stillSignedIn(long userId, Instant signedIn) {
        return accounts.findById(userId)
                .filter(account -> account.isSamePasswordSince(signedIn))
                .map(Account::role);
    }

    PasswordChangeOutcome changePassword(long userId, String current, String replacement) {
        Optional<Account> account = accounts.findById(userId);
        if (account.isEmpty() || !passwords.matches(current, account.get().passwordHash())) {
            return PasswordChangeOutcome.REFUSED;
        }
        String hash = passwords.hash(replacement);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return accounts.replacePassword(userId, account.get().passwordHash(), hash, now) == 1
                ? PasswordChangeOutcome.CHANGED
                : PasswordChangeOutcome.REFUSED;
    }

    /** Whether there is such an account; it is an ADMIN then, also if it was one before. */
    boolean makeAdmin(long userId, UserId admin) {
        return transactions.execute(
                _ -> {
                    if (accounts.setRole(userId, Role.ADMIN) == 0) {
                        return false;
                    }
                    log.add(
                            AdminDeed.withUser(
                                    admin, AdminDeed.Kind.SET_ROLE, userId, Role.ADMIN.name()));
                    return true;
                });
    }
}
