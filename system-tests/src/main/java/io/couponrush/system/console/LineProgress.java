package io.couponrush.system.console;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** For a log file: at most a line per second, and one at the end. */
final class LineProgress implements Progress {

    private static final long PAUSE_NANOS = 1_000_000_000;

    private final String task;
    private final long total;
    private final PrintStream out;
    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime() + PAUSE_NANOS);
    private volatile long done;
    private volatile String words = "";

    LineProgress(String task, long total, PrintStream out) {
        this.task = task;
        this.total = total;
        this.out = out;
    }

    @Override
    public void reached(long soMuch) {
        done = soMuch;
        long due = nextNanos.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextNanos.compareAndSet(due, now + PAUSE_NANOS)) {
            print();
        }
    }

    @Override
    public void note(String note) {
        words = note;
    }

    @Override
    public void close() {
        print();
    }

    private void print() {
        out.printf(Locale.ROOT, "%s: %,d of %,d %s%n", task, done, total, words);
    }
}
