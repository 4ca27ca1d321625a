package io.couponrush.system.bench;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** The middle of some numbers. */
final class Median {

    private Median() {}

    static double of(DoubleStream numbers) {
        return ofSorted(numbers.sorted().toArray());
    }

    static double ofSorted(double[] sorted) {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no numbers have no middle");
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    }
}
