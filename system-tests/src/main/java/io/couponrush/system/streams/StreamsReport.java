package io.couponrush.system.streams;

import io.couponrush.system.measure.Latency;
import io.couponrush.system.measure.Machine;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What was measured, as {@code streams.json} has it.
 *
 * @param schema name and version of this form
 * @param loadAverage of the machine in the minute before the first change; 2 is two busy cores
 * @param opening until all had told their first position
 * @param told between a change and the moment at which a stream's client had read it
 * @param tenths how many of {@code told} came within 100 ms, 200 ms … 1,000 ms, and later: eleven
 *     numbers
 * @param issuing from the worker's return until all clients had read ISSUED
 */
record StreamsReport(
        String schema,
        Instant at,
        Machine machine,
        double loadAverage,
        StreamsOptions options,
        Duration opening,
        Latency told,
        List<Long> tenths,
        Footprint before,
        Footprint after,
        Duration issuing) {

    static final String SCHEMA = "coupon-rush/streams/1";

    private static final double BOUND_MILLIS = 1_000;
    private static final long TENTH_MICROS = 100_000;

    StreamsReport {
        tenths = List.copyOf(tenths);
    }

    /**
     * How many of the times lie within each tenth of the second, and beyond it. Each once: what the
     * histogram calls a count between two values begins and ends with a whole cell of its own.
     */
    static List<Long> tenths(Histogram micros) {
        long[] counts = new long[11];
        for (HistogramIterationValue cell : micros.recordedValues()) {
            long tenth = Math.min(10, cell.getValueIteratedTo() / TENTH_MICROS);
            counts[(int) tenth] += cell.getCountAddedInThisIterationStep();
        }
        return LongStream.of(counts).boxed().toList();
    }

    boolean isHeld() {
        return told.max() <= BOUND_MILLIS;
    }
}
