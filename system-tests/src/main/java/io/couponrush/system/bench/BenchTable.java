package io.couponrush.system.bench;

import io.couponrush.system.bench.BenchReport.Ratio;
import io.couponrush.system.measure.Machine;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The report as a Markdown page. */
final class BenchTable {

    private BenchTable() {}

    static String page(BenchReport report) {
        StringBuilder page = new StringBuilder();
        Machine machine = report.machine();
        add(page, "# Bench of %s%n", LocalDate.ofInstant(report.startedAt(), ZoneOffset.UTC));
        add(
                page,
                "`%s` on %d cores, %,d MiB, %s, %s.",
                report.command(),
                machine.cores(),
                machine.memoryMiB(),
                machine.kernel(),
                machine.jdk());
        add(
                page,
                "Servers: %s, all on the same cores as the load.",
                String.join(", ", report.servers()));
        add(
                page,
                "%d rounds after a warm-up, %,d requests of each kind a round, %d connections in a"
                        + " closed loop; a, b and c with a fresh token for each request, d with one"
                        + " that the gateway has seen. Median (least – most) of the rounds.%n",
                report.rounds().size(),
                report.requests(),
                report.connections());
        stages(page, report.rounds());
        add(page, "");
        ratios(page, report.ratios());
        add(
                page,
                "%n%s",
                report.complete()
                        ? "Every accepted claim became a row."
                        : "**Accepted claims are without a row: these numbers are void.**");
        return page.toString();
    }

    private static void stages(StringBuilder page, List<Round> rounds) {
        add(page, "| | step | a second | p99 ms | other answers |");
        add(page, "|---|---|---|---|---|");
        for (Stage stage : Stage.values()) {
            List<StageResult> results =
                    rounds.stream()
                            .flatMap(round -> round.stages().stream())
                            .filter(result -> result.stage() == stage)
                            .toList();
            add(
                    page,
                    "| %s | %s | %s | %s | %,d |",
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
        add(
                page,
                "| | rows the worker drains from %,d waiting messages | %s | | |",
                drains.getFirst().backlog(),
                spread("%,.0f", drains, DrainResult::drainPerSecond));
        add(
                page,
                "| | rows of a bare JDBC batch insert | %s | | |",
                spread("%,.0f", drains, DrainResult::barePerSecond));
    }

    private static void ratios(StringBuilder page, List<Ratio> ratios) {
        add(page, "| ratio | median | least – most | target |");
        add(page, "|---|---|---|---|");
        for (Ratio ratio : ratios) {
            add(
                    page,
                    "| %s | %.2f | %.2f – %.2f | %s |",
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

    private static void add(StringBuilder page, String format, Object... values) {
        page.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
