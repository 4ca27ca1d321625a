package io.couponrush.worker.account;

import io.couponrush.worker.edge.OverloadedException;

import org.springframework.security.crypto.password.PasswordEncoder;

import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hashes passwords, never more than a few at once: on virtual threads nothing else would stop a
 * wave of sign-ins from holding every core for seconds.
 */
final class PasswordHashing {

    private final PasswordEncoder encoder;
    private final AccountProperties bounds;
    private final Semaphore hashers;
    private final String nobodysHash;

    PasswordHashing(PasswordEncoder encoder, AccountProperties bounds) {
        this.encoder = encoder;
        this.bounds = bounds;
        this.hashers = new Semaphore(bounds.hashers(), true);
        this.nobodysHash = Objects.requireNonNull(encoder.encode("nobody's password"));
    }

    /**
     * @throws OverloadedException if too many are waiting
     */
    String hash(String password) {
        return inTurn(() -> Objects.requireNonNull(encoder.encode(password)));
    }

    /**
     * @throws OverloadedException if too many are waiting
     */
    boolean matches(String password, String hash) {
        return inTurn(() -> encoder.matches(password, hash));
    }

    /**
     * Takes as long as {@link #matches}, so that a wrong name can't be told from a wrong password.
     *
     * @throws OverloadedException if too many are waiting
     */
    void matchNobody(String password) {
        inTurn(() -> encoder.matches(password, nobodysHash));
    }

    /** How many wait for their turn; an estimate while they come and go. */
    int waiting() {
        return hashers.getQueueLength();
    }

    private <T> T inTurn(Supplier<T> work) {
        if (waiting() >= bounds.hashingWaiting()) {
            throw new OverloadedException("Too many are signing in.");
        }
        try {
            if (!hashers.tryAcquire(bounds.hashingPatience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new OverloadedException("Too many are signing in.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OverloadedException("The worker is stopping.");
        }
        try {
            return work.get();
        } finally {
            hashers.release();
        }
    }
}
