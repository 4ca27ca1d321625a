package io.couponrush.system.measure;

import org.HdrHistogram.Histogram;

/**
 * Response times in milliseconds, from the first byte sent to the last byte read.
 *
 * @param count how many were measured; the others are 0 if none was
 */
public record Latency(long count, double p50, double p95, double p99, double max) {

    /** The longest time that is told apart from longer ones, in microseconds. */
    private static final long HIGHEST_MICROS = 120_000_000;

    /** A histogram of microseconds with three significant digits; for one thread. */
    public static Histogram histogram() {
        return new Histogram(HIGHEST_MICROS, 3);
    }

    /** Adds a time to a histogram of this kind. */
    public static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.min(HIGHEST_MICROS, nanos / 1_000));
    }

    public static Latency of(Histogram histogram) {
        return new Latency(
                histogram.getTotalCount(),
                millis(histogram.getValueAtPercentile(50)),
                millis(histogram.getValueAtPercentile(95)),
                millis(histogram.getValueAtPercentile(99)),
                millis(histogram.getMaxValue()));
    }

    private static double millis(long micros) {
        return micros / 1_000.0;
    }
}
