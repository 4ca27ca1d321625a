package io.couponrush.system.spike;

import io.couponrush.system.guarantee.DatabaseDump.Sample;
import io.couponrush.system.store.CouponStore;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Looks into the database while the load runs: counts the rows again and again, and checks of
 * everybody who was just told ISSUED that the row is there.
 */
final class Witness implements AutoCloseable {

    private static final long SAMPLE_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int LOOKUP = 1_000;
    private static final long NOBODY = -1;

    private final CouponStore store;
    private final BlockingQueue<Long> told = new LinkedBlockingQueue<>();
    private final List<Sample> samples = new ArrayList<>();
    private final Set<Long> toldTooEarly = new HashSet<>();
    private final Thread thread;
    private long lookups;
    private @Nullable Exception failure;

    Witness(CouponStore store) {
        this.store = store;
        this.thread = Thread.ofPlatform().name("witness").start(this::watch);
    }

    void toldIssued(long userId) {
        told.add(userId);
    }

    /** Ends the watch after everybody told so far was looked up. */
    void finish() throws InterruptedException {
        told.add(NOBODY);
        thread.join();
        if (failure != null) {
            throw new IllegalStateException("the witness could not look", failure);
        }
    }

    /** Row counts during the run; only after {@link #finish()}, as all below. */
    List<Sample> samples() {
        return samples;
    }

    Set<Long> toldTooEarly() {
        return toldTooEarly;
    }

    long lookups() {
        return lookups;
    }

    private void watch() {
        try {
            boolean more = true;
            while (more) {
                samples.add(store.sample());
                more = lookUp(System.nanoTime() + SAMPLE_EVERY_NANOS);
            }
            samples.add(store.sample());
        } catch (SQLException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = e;
        }
    }

    /** False once nobody else will come. */
    private boolean lookUp(long untilNanos) throws SQLException, InterruptedException {
        Set<Long> users = new HashSet<>();
        long left = untilNanos - System.nanoTime();
        while (left > 0) {
            Long first = told.poll(left, TimeUnit.NANOSECONDS);
            if (first != null) {
                users.add(first);
                told.drainTo(users, LOOKUP - 1);
                boolean last = users.remove(NOBODY);
                lookups += users.size();
                toldTooEarly.addAll(store.withoutRow(users));
                users.clear();
                if (last && told.isEmpty()) {
                    return false;
                }
            }
            left = untilNanos - System.nanoTime();
        }
        return true;
    }

    @Override
    public void close() throws SQLException {
        thread.interrupt();
        store.close();
    }
}
