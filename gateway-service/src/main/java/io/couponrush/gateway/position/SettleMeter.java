package io.couponrush.gateway.position;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * Measures how fast one coupon's claims are being settled: an exponentially weighted mean over
 * about the last {@link #MEMORY}. Time in which nothing waits says nothing about speed and is left
 * out, and so are samples less than {@link #LEAST} after the last one. Not safe for threads.
 */
final class SettleMeter {

    private static final Duration MEMORY = Duration.ofSeconds(2);

    /** Between two samples: in less than a moment whatever was settled looks like a rush. */
    private static final Duration LEAST = Duration.ofMillis(20);

    private @Nullable Sample last;
    private double rate = Double.NaN;

    /**
     * @param settled claims so far
     * @param pending claims that wait
     * @param asOf when this was true, by one clock for all samples
     */
    void sample(long settled, long pending, Instant asOf) {
        Sample before = last;
        if (before != null && asOf.isBefore(before.asOf.plus(LEAST))) {
            return;
        }
        last = new Sample(settled, pending, asOf);
        if (before == null) {
            return;
        }
        long done = settled - before.settled;
        if (done < 0) { // the books were rebuilt
            rate = Double.NaN;
        } else if (done > 0 || before.pending > 0) {
            add(done, Duration.between(before.asOf, asOf));
        }
    }

    private void add(long done, Duration in) {
        double now = done * 1000.0 / in.toMillis();
        if (Double.isNaN(rate)) {
            rate = now;
        } else {
            rate += -Math.expm1(-(double) in.toMillis() / MEMORY.toMillis()) * (now - rate);
        }
    }

    /** Settled claims a second; NaN before two samples with something to do between them. */
    double perSecond() {
        return rate;
    }

    private record Sample(long settled, long pending, Instant asOf) {}
}
