package io.couponrush.worker.receipt.domain;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * All places of a coupon while they are read, some 20 bytes each: a coupon of millions fits into
 * memory. What does not fit together is told and not papered over: a digest that hides it would be
 * a lie.
 */
public final class Places {

    private final long[] users;
    private final long[] settledMicros;
    private final @Nullable Ending[] endings;
    private final BitSet returned = new BitSet();
    private final BitSet unclaimed = new BitSet();

    /**
     * @param count sequences are 1 to this
     */
    public Places(long count) {
        int size = Math.toIntExact(count) + 1;
        users = new long[size];
        settledMicros = new long[size];
        endings = new Ending[size];
    }

    public long count() {
        return users.length - 1L;
    }

    /**
     * Somebody stands for a sequence. Of one claim the strongest ending counts.
     *
     * @return false if the gate gave no such sequence, or somebody else stands for it
     */
    public boolean take(Place.Taken place) {
        if (place.sequence() < 1 || place.sequence() > count()) {
            return false;
        }
        int at = (int) place.sequence();
        if (users[at] != 0 && users[at] != place.userId()) {
            return false;
        }
        Ending before = endings[at];
        if (before == null || place.ending().compareTo(before) < 0) {
            users[at] = place.userId();
            endings[at] = place.ending();
            settledMicros[at] = ChronoUnit.MICROS.between(Instant.EPOCH, place.settledAt());
        }
        return true;
    }

    /** A slot that is stock again. That of a claim which was given up has a holder, too. */
    public void vacate(long sequence, Place.Why why) {
        if (sequence >= 1 && sequence <= count()) {
            (why == Place.Why.RETURNED ? returned : unclaimed).set((int) sequence);
        }
    }

    /** The first sequence of which nobody knows what became of it. */
    public OptionalLong unexplained() {
        return IntStream.rangeClosed(1, users.length - 1)
                .filter(at -> users[at] == 0 && !returned.get(at) && !unclaimed.get(at))
                .mapToLong(at -> at)
                .findFirst();
    }

    public Place at(long sequence) {
        int at = Math.toIntExact(sequence);
        Ending ending = endings[at];
        if (ending == null) {
            return new Place.Vacant(
                    sequence, returned.get(at) ? Place.Why.RETURNED : Place.Why.UNCLAIMED);
        }
        return new Place.Taken(
                sequence,
                users[at],
                ending,
                Instant.EPOCH.plus(settledMicros[at], ChronoUnit.MICROS));
    }

    public Tally tally() {
        long issued = 0;
        long vacant = 0;
        for (int at = 1; at < users.length; at++) {
            if (users[at] == 0) {
                vacant++;
            } else if (endings[at] == Ending.ISSUED) {
                issued++;
            }
        }
        return new Tally(count(), issued, vacant);
    }
}
