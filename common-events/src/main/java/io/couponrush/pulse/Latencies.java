package io.couponrush.pulse;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Latencies counted in fixed buckets, so that what instances counted can be added up. The bounds
 * are part of version 1 of the pulse: others are another version.
 */
public final class Latencies {

    /**
     * Upper bounds in milliseconds, the bound itself included; above the last is one bucket more.
     */
    private static final double[] BOUNDS = {
        0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 5, 7.5, 10, 15, 20, 30, 40, 50, 75, 100, 150, 200, 300,
        400, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 10_000
    };

    public static final int BUCKETS = BOUNDS.length + 1;

    private Latencies() {}

    /** In which bucket it counts, from 0. */
    public static int bucket(long nanos) {
        int found = Arrays.binarySearch(BOUNDS, nanos / 1e6);
        return found >= 0 ? found : -found - 1;
    }

    /**
     * The latency below which that part of all lies, in milliseconds, taken as evenly spread within
     * its bucket; empty if there are none, or if it is beyond the last bound.
     *
     * @param counts by bucket, at most {@link #BUCKETS}
     * @param part above 0, up to 1
     */
    public static OptionalDouble quantile(List<Long> counts, double part) {
        long all = counts.stream().mapToLong(Long::longValue).sum();
        double wanted = part * all;
        double below = 0;
        for (int bucket = 0; all > 0 && bucket < Math.min(counts.size(), BOUNDS.length); bucket++) {
            long here = counts.get(bucket);
            if (here > 0 && below + here >= wanted) {
                double from = bucket == 0 ? 0 : BOUNDS[bucket - 1];
                return OptionalDouble.of(from + (BOUNDS[bucket] - from) * (wanted - below) / here);
            }
            below += here;
        }
        return OptionalDouble.empty();
    }
}
