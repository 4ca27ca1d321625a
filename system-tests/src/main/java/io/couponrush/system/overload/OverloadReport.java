package io.couponrush.system.overload;

import io.couponrush.system.measure.Machine;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code ./rush overload} writes beside its table, for machines.
 *
 * @param command as it was typed
 * @param servers name and version of what the product ran on
 * @param cores who ran where
 * @param ratios goodput under each load as a part of the best of its round
 * @param held every promise on every coupon
 */
record OverloadReport(
        String schema,
        Instant startedAt,
        String command,
        Machine machine,
        List<String> servers,
        String cores,
        int connections,
        double offerSeconds,
        List<Round> rounds,
        List<Ratio> ratios,
        boolean held) {

    /** Name and version of this form. */
    static final String SCHEMA = "coupon-rush/overload/1";

    /** The least part of the best goodput that is to be left at {@link #TARGET_LOAD}. */
    static final double TARGET = 0.8;

    static final int TARGET_LOAD = 5;

    /**
     * @param median over the rounds, as min and max
     */
    record Ratio(int load, double median, double min, double max) {}

    static OverloadReport of(
            Instant startedAt,
            String command,
            Machine machine,
            List<String> servers,
            String cores,
            OverloadOptions options,
            List<Round> rounds) {
        return new OverloadReport(
                SCHEMA,
                startedAt,
                command,
                machine,
                servers,
                cores,
                options.connections(),
                options.offer().toNanos() / 1e9,
                rounds,
                options.loads().stream().map(load -> ratio(load, rounds)).toList(),
                rounds.stream().allMatch(Round::held));
    }

    private static Ratio ratio(int load, List<Round> rounds) {
        double[] sorted = rounds.stream().mapToDouble(it -> it.toBest(load)).sorted().toArray();
        return new Ratio(load, median(sorted), sorted[0], sorted[sorted.length - 1]);
    }

    static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    }
}
