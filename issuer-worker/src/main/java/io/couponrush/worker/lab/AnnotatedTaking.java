package io.couponrush.worker.lab;

import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The work, with lock and transaction declared. Which is the outer one, the advisors' order says.
 */
class AnnotatedTaking {

    private final Taking taking;

    AnnotatedTaking(Taking taking) {
        this.taking = taking;
    }

    @DistributedLock("annotated")
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public LabOutcome take(long couponId, long userId) throws InterruptedException {
        return taking.take(couponId, userId);
    }
}
