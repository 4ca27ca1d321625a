package io.couponrush.gateway.claim;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the claims under way and bounds them. Safe for use by many threads. */
final class InFlight {

    private final AtomicInteger count = new AtomicInteger();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final int max;

    private volatile boolean draining;

    InFlight(int max) {
        this.max = max;
    }

    /** Whether {@link #enter} would refuse now. */
    boolean isFull() {
        return count.get() >= max;
    }

    int count() {
        return count.get();
    }

    boolean isEmpty() {
        return count.get() == 0;
    }

    /** False if there are too many; then there is nothing to leave. */
    boolean enter() {
        if (count.incrementAndGet() <= max) {
            return true;
        }
        leave();
        return false;
    }

    void leave() {
        if (count.decrementAndGet() == 0 && draining) {
            drained.complete(null);
        }
    }

    /** Completes when nothing is under way; for a server that takes no new claims any more. */
    CompletableFuture<Void> drained() {
        draining = true;
        if (count.get() == 0) {
            drained.complete(null);
        }
        return drained;
    }
}
