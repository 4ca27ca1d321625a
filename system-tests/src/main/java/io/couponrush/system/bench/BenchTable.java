package io.couponrush.system.bench;

import io.couponrush.system.bench.BenchReport.Ratio;
import io.couponrush.system.measure.Machine;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The report as a Markdown page. */
final class BenchTable {

    private BenchTable() {}

    static String page(BenchReport report) {
        Formatter page = new Formatter(Locale.ROOT);
        Machine machine = report.machine();
        page.format("# Bench of %s%n%n", LocalDate.ofInstant(report.startedAt(), ZoneOffset.UTC));
        page.format(
                "`%s` on %d cores, %,d MiB, %s, %s.%n",
                report.command(),
                machine.cores(),
                machine.memoryMiB(),
                machine.kernel(),
                machine.jdk());
        page.format(
                "Servers: %s, all on the same cores as the load.%n",
                String.join(", ", report.servers()));
        page.format(
                "%d rounds after a warm-up, %,d requests of each kind a round, %d connections in a"
                        + " closed loop; a, b and c with a fresh token for each request, d with one"
                        + " that the gateway has seen. Median (least – most) of the rounds.%n%n",
                report.rounds().size(), report.requests(), report.connections());
        stages(page, report.rounds());
        page.format("%n");
        ratios(page, report.ratios());
        page.format(
                "%n%s%n",
                report.complete()
                        ? "Every accepted claim became a row."
                        : "**Accepted claims are without a row: these numbers are void.**");
        return page.toString();
    }

    private static void stages(Formatter page, List<Round> rounds) {
        page.format("| | step | a second | p99 ms | other answers |%n");
        page.format("|---|---|---|---|---|%n");
        for (Stage stage : Stage.values()) {
            List<StageResult> results =
                    rounds.stream()
                            .flatMap(round -> round.stages().stream())
                            .filter(result -> result.stage() == stage)
                            .toList();
            page.format(
                    "| %s | %s | %s | %s | %,d |%n",
                    stage.letter(),
                    stage.title(),
                    spread("%,.0f", results, StageResult::perSecond),
                    spread("%.1f", results, result -> result.millis().p99()),
                    results.stream()
                            .flatMap(result -> result.others().values().stream())
                            .mapToLong(Long::longValue)
                            .sum());
        }
        List<DrainResult> drains = rounds.stream().map(Round::drain).toList();
        page.format(
                "| | rows the worker drains from %,d waiting messages | %s | | |%n",
                drains.getFirst().backlog(), spread("%,.0f", drains, DrainResult::drainPerSecond));
        page.format(
                "| | the same after an outage of the database | %s | | |%n",
                spread("%,.0f", drains, DrainResult::outagePerSecond));
        page.format(
                "| | rows of a bare JDBC batch insert | %s | | |%n",
                spread("%,.0f", drains, DrainResult::barePerSecond));
    }

    private static void ratios(Formatter page, List<Ratio> ratios) {
        page.format("| ratio | median | least – most | target |%n");
        page.format("|---|---|---|---|%n");
        for (Ratio ratio : ratios) {
            page.format(
                    "| %s | %.2f | %.2f – %.2f | %s |%n",
                    ratio.name(),
                    ratio.median(),
                    ratio.min(),
                    ratio.max(),
                    ratio.target() > 0 ? String.format(Locale.ROOT, "≥ %.1f", ratio.target()) : "");
        }
    }

    private static <T> String spread(String format, List<T> of, ToDoubleFunction<T> value) {
        double[] sorted = of.stream().mapToDouble(value).sorted().toArray();
        String form = format + " (" + format + " – " + format + ")";
        return String.format(
                Locale.ROOT, form, Median.ofSorted(sorted), sorted[0], sorted[sorted.length - 1]);
    }
}
