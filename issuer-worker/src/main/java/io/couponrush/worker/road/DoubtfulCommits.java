package io.couponrush.worker.road;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells the two ways apart in which a transaction fails: what fails before its last statement has
 * come back was never committed, what fails later may have been.
 */
record DoubtfulCommits(TransactionOperations transaction) implements TransactionOperations {

    /**
     * @throws CommitInDoubtException if all statements were done and the end was not confirmed
     */
    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
        AtomicBoolean done = new AtomicBoolean();
        try {
            return transaction.execute(
                    status -> {
                        T result = action.doInTransaction(status);
                        done.set(true);
                        return result;
                    });
        } catch (RuntimeException e) {
            throw done.get() ? new CommitInDoubtException(e) : e;
        }
    }
}
