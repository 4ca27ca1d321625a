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
public final class Witness implements AutoCloseable {

    private static final long SAMPLE_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int LOOKUP = 1_000;
    private static final long NOBODY = -1;

    private final Opening opening;
    private final boolean patient;
    private final BlockingQueue<Long> told = new LinkedBlockingQueue<>();
    private final Set<Long> unseen = new HashSet<>();
    private final List<Sample> samples = new ArrayList<>();
    private final Set<Long> toldTooEarly = new HashSet<>();
    private final Thread thread;
    private boolean over;
    private long lookups;
    private @Nullable Exception failure;

    /** Opens a store of its own for a witness. */
    @FunctionalInterface
    public interface Opening {
        CouponStore open() throws SQLException;
    }

    private Witness(Opening opening, boolean patient) {
        this.opening = opening;
        this.patient = patient;
        this.thread = Thread.ofPlatform().name("witness").start(this::watch);
    }

    /** Of a run in which the database stays up. */
    static Witness of(Opening opening) {
        return new Witness(opening, false);
    }

    /** When the database goes away, looks again once it is back. */
    public static Witness patient(Opening opening) {
        return new Witness(opening, true);
    }

    public void toldIssued(long userId) {
        told.add(userId);
    }

    /** Ends the watch after everybody told so far was looked up. */
    public void finish() throws InterruptedException {
        told.add(NOBODY);
        thread.join();
        if (failure != null) {
            throw new IllegalStateException("the witness could not look", failure);
        }
    }

    /** Row counts during the run; only after {@link #finish()}, as all below. */
    public List<Sample> samples() {
        return samples;
    }

    public Set<Long> toldTooEarly() {
        return toldTooEarly;
    }

    public long lookups() {
        return lookups;
    }

    private void watch() {
        try {
            boolean again = true;
            while (again) {
                again = !watched();
            }
        } catch (SQLException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = e;
        }
    }

    /** False if the database went away, and is to be asked again. */
    private boolean watched() throws SQLException, InterruptedException {
        try (CouponStore store = opening.open()) {
            while (!over || !unseen.isEmpty()) {
                samples.add(store.sample());
                lookUp(store, System.nanoTime() + SAMPLE_EVERY_NANOS);
            }
            samples.add(store.sample());
            return true;
        } catch (SQLException e) {
            if (!patient) {
                throw e;
            }
            TimeUnit.NANOSECONDS.sleep(SAMPLE_EVERY_NANOS);
            return false;
        }
    }

    /** Who was told stays unseen until the database has been asked. */
    private void lookUp(CouponStore store, long untilNanos)
            throws SQLException, InterruptedException {
        long left = untilNanos - System.nanoTime();
        while (left > 0 && !over) {
            Long first = told.poll(left, TimeUnit.NANOSECONDS);
            if (first != null) {
                unseen.add(first);
                told.drainTo(unseen, LOOKUP - 1);
                over = unseen.remove(NOBODY);
                ask(store);
            }
            left = untilNanos - System.nanoTime();
        }
        ask(store);
    }

    private void ask(CouponStore store) throws SQLException {
        if (!unseen.isEmpty()) {
            toldTooEarly.addAll(store.withoutRow(unseen));
            lookups += unseen.size();
            unseen.clear();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
