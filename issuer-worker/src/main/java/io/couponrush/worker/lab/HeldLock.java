package io.couponrush.worker.lab;

import org.jspecify.annotations.Nullable;
import org.redisson.api.RLock;

import java.util.concurrent.TimeUnit;

/** What is done around every lock of Redisson. */
final class HeldLock {

    /** For a lease: the lock is renewed until it is released, or its holder's process is gone. */
    static final long RENEWED = -1;

    private HeldLock() {}

    /** Something that waits, and says what it pleases. */
    interface Work<T extends @Nullable Object, E extends Throwable> {
        T run() throws E;
    }

    /**
     * @param leaseMillis or {@link #RENEWED}
     * @param noLock the answer if there is no lock in time
     */
    static <T extends @Nullable Object, E extends Throwable> T during(
            RLock lock, long waitMillis, long leaseMillis, Work<T, E> work, T noLock)
            throws InterruptedException, E {
        if (!lock.tryLock(waitMillis, leaseMillis, TimeUnit.MILLISECONDS)) {
            return noLock;
        }
        try {
            return work.run();
        } finally {
            // after its lease it is somebody else's, and Redisson would throw
            if (lock.isHeldByCurrentThread()) {
                lock.unlock();
            }
        }
    }
}
