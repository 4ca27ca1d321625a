package io.couponrush.worker.lab;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions of the lab. READ COMMITTED, so that who holds a lock reads what the one before
 * wrote, on every database: newer MariaDBs end a REPEATABLE READ transaction that writes a row
 * changed since its first read, and would mend the strategies that are wrong.
 */
final class LabTransaction {

    private final TransactionTemplate template;

    LabTransaction(PlatformTransactionManager manager) {
        template = new TransactionTemplate(manager);
        template.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    }

    /** Something that waits and answers. */
    interface Work {
        LabOutcome run() throws InterruptedException;
    }

    /** Commits what was issued; whatever else came out is rolled back. */
    LabOutcome run(Work work) throws InterruptedException {
        try {
            return template.execute(
                    status -> {
                        LabOutcome outcome;
                        try {
                            outcome = work.run();
                        } catch (InterruptedException e) {
                            throw new Interrupted(e);
                        }
                        if (!(outcome instanceof LabOutcome.Issued)) {
                            status.setRollbackOnly();
                        }
                        return outcome;
                    });
        } catch (Interrupted e) {
            throw e.cause;
        }
    }

    /** Through a callback that lets nothing checked pass. */
    private static final class Interrupted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final InterruptedException cause;

        Interrupted(InterruptedException cause) {
            super(cause);
            this.cause = cause;
        }
    }
}
