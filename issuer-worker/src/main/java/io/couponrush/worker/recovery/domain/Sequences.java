package io.couponrush.worker.recovery.domain;

import java.util.BitSet;
import java.util.stream.LongStream;

/**
 * Which sequences of a coupon somebody stands for, gathered while its claims are read. A bit each.
 */
public final class Sequences {

    /** Slots that v2 returned may have pushed sequences above what the total allows. */
    private static final long SLACK = 100_000;

    private final long bound;
    private final BitSet known = new BitSet();
    private long highest;
    private long givenBack;

    /**
     * @param allowed the highest that the total can have led to
     * @param admitted the highest that Redis remembers, 0 if it doesn't
     */
    public Sequences(long allowed, long admitted) {
        this.bound = allowed + SLACK;
        this.highest = allowed;
        if (admitted > 0) {
            raise(admitted);
        }
    }

    /** One far above the bound is a forgery, and must not make everybody pay for it. */
    public void stood(long sequence) {
        if (raise(sequence)) {
            known.set(Math.toIntExact(sequence));
        }
    }

    /** Of a sequence that somebody stood for the slot is stock again: it may lead to one more. */
    public void gaveBack() {
        givenBack++;
        highest++;
    }

    private boolean raise(long sequence) {
        if (sequence > bound) {
            return false;
        }
        highest = Math.max(highest, sequence);
        return true;
    }

    /** No sequence that was given is higher. */
    public long floor() {
        return highest;
    }

    /**
     * By how many the sequences of a gate that begins at the floor may exceed the total: it gives
     * one for each slot that is free, and it never falls below the floor, of which Redis may forget
     * that some were given.
     */
    public long spare(long total) {
        long free = highest - known.cardinality() + givenBack;
        return Math.max(0, Math.max(free, highest - total));
    }

    /** Up to the floor, ascending. */
    public LongStream nobodys() {
        return LongStream.rangeClosed(1, highest)
                .filter(sequence -> !known.get(Math.toIntExact(sequence)));
    }
}
