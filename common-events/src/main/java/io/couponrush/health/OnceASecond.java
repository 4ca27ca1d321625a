package io.couponrush.health;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** For lines of a log: what fails for one claim may be failing for thousands. */
public final class OnceASecond {

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanos;
    private final AtomicLong next;

    public OnceASecond() {
        this(System::nanoTime);
    }

    OnceASecond(LongSupplier nanos) {
        this.nanos = nanos;
        this.next = new AtomicLong(nanos.getAsLong());
    }

    /** True for one caller, then false for a second. */
    public boolean isDue() {
        long now = nanos.getAsLong();
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + PAUSE);
    }
}
