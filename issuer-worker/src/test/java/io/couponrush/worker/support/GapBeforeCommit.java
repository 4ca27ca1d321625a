package io.couponrush.worker.support;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Somebody else comes between the last statement of a transaction and its commit.
 *
 * @param meanwhile what they do, in the transaction's thread
 */
public record GapBeforeCommit(TransactionOperations transaction, Runnable meanwhile)
        implements TransactionOperations {

    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
        return transaction.execute(
                status -> {
                    T result = action.doInTransaction(status);
                    meanwhile.run();
                    return result;
                });
    }
}
