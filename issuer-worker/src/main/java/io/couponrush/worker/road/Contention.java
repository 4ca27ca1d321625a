package io.couponrush.worker.road;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs a transaction again that lost to another one at the same rows. It happens when one user
 * claims on two roads at once: v1 locks the coupon and then writes the user's row, v2 and v3 the
 * other way round, so the database ends one of the two. The next try finds the row of the other.
 */
final class Contention {

    private static final int TRIES = 3;

    private Contention() {}

    /**
     * @param transaction one, from beginning to commit
     * @throws RuntimeException what the last try threw
     */
    static <T> T retried(Supplier<T> transaction) {
        for (int left = TRIES - 1; left > 0; left--) {
            try {
                return transaction.get();
            } catch (RuntimeException e) {
                if (!isCauseOf(e)) {
                    throw e;
                }
            }
        }
        return transaction.get();
    }

    /** SQLSTATE class 40: rolled back by the database; 23: the other's row was there first. */
    private static boolean isCauseOf(Throwable error) {
        return database(error)
                .map(SQLException::getSQLState)
                .filter(state -> state.startsWith("40") || state.startsWith("23"))
                .isPresent();
    }

    /** What the database or its driver said; empty if the error has nothing to do with them. */
    static Optional<SQLException> database(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }
}
