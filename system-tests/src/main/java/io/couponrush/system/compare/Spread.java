package io.couponrush.system.compare;

import java.util.stream.DoubleStream;

/** What several rounds gave: the round in the middle, and how far the others lie from it. */
public record Spread(double min, double median, double max) {

    /**
     * @throws IllegalArgumentException if there are none
     */
    static Spread of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        int middle = sorted.length / 2;
        double median =
                sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }
}
