package io.couponrush.gateway.gate;

import io.couponrush.gateway.gate.Admission.Closed;
import io.couponrush.gateway.gate.Admission.SoldOut;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * What one gateway remembers of one coupon that admits nobody any more: who holds a ticket, and
 * until when that can't have changed (docs/decisions/0007). Times are nanoseconds of a monotonic
 * clock, taken before the read that they belong to was sent. Safe for use by many threads.
 */
final class CouponMemory {

    private final long leaseNanos;

    private volatile @Nullable Held held;

    CouponMemory(long leaseNanos) {
        this.leaseNanos = leaseNanos;
    }

    /**
     * What the script would say to this user now.
     *
     * @return null if only the script can say: the lease has lapsed, or the user holds a ticket
     */
    Admission.@Nullable Over recall(long userId, long now) {
        Held memory = held;
        if (memory == null
                || memory.leaseEnds - now <= 0
                || Arrays.binarySearch(memory.holders, userId) >= 0) {
            return null;
        }
        return memory.answer;
    }

    /**
     * Takes the lease, if {@code seen} shows that nobody can be admitted and that all holders are
     * here.
     *
     * @param holders ascending; read while the gate looked like {@code seen} before and after
     */
    synchronized void hold(long[] holders, GateSnapshot seen, long connection, long sentAt) {
        Admission.Over answer = answer(seen);
        if (answer != null && holders.length == seen.tickets()) {
            held = new Held(holders, answer, seen, connection, sentAt + leaseNanos);
        }
    }

    /** Renews the lease if nothing has changed, forgets everything otherwise. */
    synchronized void check(@Nullable GateSnapshot seen, long connection, long sentAt) {
        Held memory = held;
        if (memory == null) {
            return;
        }
        boolean same =
                seen != null
                        && memory.connection == connection
                        && seen.isUnchangedSince(memory.seen);
        held = same ? memory.until(sentAt + leaseNanos) : null;
    }

    boolean isEmpty() {
        return held == null;
    }

    /** Null if somebody may be admitted, or soon: a raise that is under way bars every lease. */
    static Admission.@Nullable Over answer(GateSnapshot seen) {
        if (seen.raising()) {
            return null;
        }
        if (seen.closed()) {
            return new Closed();
        }
        return "OPEN".equals(seen.state()) && seen.remaining() == 0 ? new SoldOut() : null;
    }

    /** The array is never written after it is here. */
    private static final class Held {

        final long[] holders;
        final Admission.Over answer;
        final GateSnapshot seen;
        final long connection;
        final long leaseEnds;

        Held(long[] holders, Admission.Over answer, GateSnapshot seen, long connection, long ends) {
            this.holders = holders;
            this.answer = answer;
            this.seen = seen;
            this.connection = connection;
            this.leaseEnds = ends;
        }

        Held until(long ends) {
            return new Held(holders, answer, seen, connection, ends);
        }
    }
}
