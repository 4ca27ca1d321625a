package io.couponrush.system.bench;

import io.couponrush.system.measure.Machine;

import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What {@code ./rush bench} writes beside its table, for machines.
 *
 * @param command as it was typed
 * @param servers name and version of what the product ran on
 * @param complete every accepted claim became a row; else the numbers mean nothing
 */
record BenchReport(
        String schema,
        Instant startedAt,
        String command,
        Machine machine,
        List<String> servers,
        int connections,
        int requests,
        int backlog,
        List<Round> rounds,
        List<Ratio> ratios,
        boolean complete) {

    /** Name and version of this form. */
    static final String SCHEMA = "coupon-rush/bench/2";

    /**
     * @param target the least that was hoped for, 0 for none
     * @param median over the rounds, as min and max
     */
    record Ratio(String name, double median, double min, double max, double target) {}

    static BenchReport of(
            Instant startedAt,
            String command,
            List<String> servers,
            BenchOptions options,
            List<Round> rounds) {
        return new BenchReport(
                SCHEMA,
                startedAt,
                command,
                Machine.here(),
                servers,
                options.connections(),
                options.requests(),
                options.backlog(),
                rounds,
                List.of(
                        ratio("b/a", 0.4, rounds, round -> round.toNoop(Stage.ADMITTED)),
                        ratio("c/a", 0.8, rounds, round -> round.toNoop(Stage.SOLD_OUT)),
                        ratio("d/a", 0, rounds, round -> round.toNoop(Stage.TICKET)),
                        ratio("e/a", 0, rounds, round -> round.toNoop(Stage.PROGRESS)),
                        ratio("drain/bare", 0.3, rounds, Round::drainToBare),
                        ratio("outage/drain", 0, rounds, Round::outageToDrain)),
                rounds.stream().allMatch(Round::complete));
    }

    private static Ratio ratio(
            String name, double target, List<Round> rounds, ToDoubleFunction<Round> value) {
        double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        return new Ratio(
                name, Median.ofSorted(sorted), sorted[0], sorted[sorted.length - 1], target);
    }
}
