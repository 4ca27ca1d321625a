package io.couponrush.worker.drill;

import io.couponrush.crash.CrashPoints;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

import java.util.function.BooleanSupplier;

/** Around the commits of the intake: those of a sign-in or an announcement don't count. */
final class CrashAroundCommit implements TransactionExecutionListener {

    /** All statements are done. */
    static final String BEFORE_COMMIT = "before-commit";

    /** The rows are there, and Redis still has their claims pending. */
    static final String AFTER_COMMIT = "after-commit";

    private final CrashPoints points;
    private final BooleanSupplier inIntake;

    CrashAroundCommit(CrashPoints points, BooleanSupplier inIntake) {
        this.points = points;
        this.inIntake = inIntake;
    }

    @Override
    public void beforeCommit(TransactionExecution transaction) {
        pass(BEFORE_COMMIT);
    }

    @Override
    public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
        if (failure == null) {
            pass(AFTER_COMMIT);
        }
    }

    private void pass(String point) {
        if (inIntake.getAsBoolean()) {
            points.pass(point);
        }
    }
}
