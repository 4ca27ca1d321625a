package io.couponrush.system.overload;

import io.couponrush.system.console.Screen;
import io.couponrush.system.measure.Machine;
import io.couponrush.system.overload.OverloadReport.Ratio;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The report as a Markdown page. */
final class OverloadTable {

    private OverloadTable() {}

    /** One result, as soon as it is there. */
    static void line(LoadResult result, Screen screen) {
        screen.line(
                "  %-11s offered %,8.0f/s  goodput %,7.0f/s  202 p50 %,6.0f p99 %,6.0f ms"
                        + "  503 p50 %,5.0f p99 %,5.0f ms  sent late p99 %.0f ms",
                name(result.load()),
                result.offeredPerSecond(),
                result.goodput(),
                result.accepted().p50(),
                result.accepted().p99(),
                result.refused().p50(),
                result.refused().p99(),
                result.sentLate().p99());
        screen.line(
                "              %s, cores %s, rows after %.1f s%s",
                result.answers(),
                cpu(result),
                result.rowsAfterSeconds(),
                result.broken().isEmpty() ? "" : "  BROKEN " + result.broken());
    }

    static String page(OverloadReport report) {
        Formatter page = new Formatter(Locale.ROOT);
        Machine machine = report.machine();
        page.format("# Overload, %s%n%n", LocalDate.ofInstant(report.startedAt(), ZoneOffset.UTC));
        page.format(
                "`%s` on %d cores, %,d MiB, %s, %s.%n",
                report.command(),
                machine.cores(),
                machine.memoryMiB(),
                machine.kernel(),
                machine.jdk());
        page.format("Servers: %s; %s.%n", String.join(", ", report.servers()), report.cores());
        page.format(
                "%d rounds after a warm-up, each load %.0f s on a coupon of its own, %,d"
                        + " connections. The unit of a round is the goodput of its closed loop of"
                        + " 1,000 users; loads are offered evenly, however slowly they are"
                        + " answered, and times count from when a claim was due. Goodput: claims"
                        + " answered 202 within 2 s whose tickets ended ISSUED, a second, without"
                        + " the first second. Users come by the load-test header, with as many"
                        + " bytes as a token: a token would make a claim dearer and a refusal not."
                        + " Median (least – most) of the rounds.%n%n",
                report.rounds().size(), report.offerSeconds(), report.connections());
        page.format(
                "| load | offered/s | goodput/s | 202 p50 ms | 202 p99 ms | 503 p50 ms | 503 p99"
                        + " ms | 503 OVERLOADED | other answers |%n");
        page.format("|---|---|---|---|---|---|---|---|---|%n");
        row(page, report, 0);
        report.ratios().forEach(ratio -> row(page, report, ratio.load()));
        page.format("%n| goodput to the best of the round | median | least – most | target |%n");
        page.format("|---|---|---|---|%n");
        report.ratios().forEach(ratio -> ratio(page, ratio));
        page.format(
                "%n%s%n",
                report.held()
                        ? "Every promise was held on every coupon."
                        : "**A promise was broken:** " + broken(report));
        return page.toString();
    }

    private static void row(Formatter page, OverloadReport report, int load) {
        List<LoadResult> results = report.rounds().stream().map(round -> round.at(load)).toList();
        page.format(
                "| %s | %s | %s | %s | %s | %s | %s | %,d | %,d |%n",
                name(load),
                spread(results, LoadResult::offeredPerSecond),
                spread(results, LoadResult::goodput),
                spread(results, it -> it.accepted().p50()),
                spread(results, it -> it.accepted().p99()),
                spread(results, it -> it.refused().p50()),
                spread(results, it -> it.refused().p99()),
                results.stream().mapToLong(it -> it.count("OVERLOADED")).sum(),
                results.stream().mapToLong(LoadResult::others).sum());
    }

    private static void ratio(Formatter page, Ratio ratio) {
        page.format(
                "| %s | %.2f | %.2f – %.2f | %s |%n",
                name(ratio.load()),
                ratio.median(),
                ratio.min(),
                ratio.max(),
                ratio.load() == OverloadReport.TARGET_LOAD
                        ? String.format(Locale.ROOT, "≥ %.1f", OverloadReport.TARGET)
                        : "");
    }

    private static String broken(OverloadReport report) {
        return String.join(
                "; ",
                report.rounds().stream()
                        .flatMap(round -> round.results().stream())
                        .flatMap(result -> result.broken().stream())
                        .toList());
    }

    private static String name(int load) {
        return load == 0 ? "closed loop" : load + " ×";
    }

    private static String cpu(LoadResult result) {
        return String.join(
                ", ",
                result.cpu().entrySet().stream()
                        .map(
                                it ->
                                        String.format(
                                                Locale.ROOT, "%s %.2f", it.getKey(), it.getValue()))
                        .sorted()
                        .toList());
    }

    private static String spread(List<LoadResult> of, ToDoubleFunction<LoadResult> value) {
        double[] sorted = of.stream().mapToDouble(value).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%,.0f (%,.0f – %,.0f)",
                OverloadReport.median(sorted),
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
