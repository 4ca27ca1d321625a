package io.couponrush.system.spike;

import static java.util.stream.Collectors.joining;

import io.couponrush.system.console.Screen;
import io.couponrush.system.measure.Latency;
import io.couponrush.system.spike.SpikeReport.Finding;

import java.util.Map;

/** The report for a person. */
public final class ReportPrinter {

    private ReportPrinter() {}

    public static void print(SpikeReport report, Screen screen) {
        screen.line(
                "%n%,d users claimed %,d coupons (coupon %d) over %,d connections",
                report.options().users(),
                report.options().coupons(),
                report.couponId(),
                report.options().connections());
        screen.line("%nAnswers to claims");
        counts(report.claims().answers(), screen);
        screen.line("Users, each counted once");
        counts(report.claims().users(), screen);
        screen.line("Tickets ended as");
        counts(report.tickets().ends(), screen);
        screen.line(
                "%nThroughput     %,.0f claims/s, the last answered after %.2f s",
                report.claims().perSecond(), report.claims().seconds());
        latency("A claim took", report.claims().millis(), screen);
        latency("A ticket took", report.tickets().millis(), screen);
        screen.line(
                "Rows in MySQL  %,d, the last committed %.2f s after the start",
                report.rows().count(), report.rows().lastAfterSeconds());
        screen.line("");
        report.promises().forEach(finding -> finding(finding, screen));
        if (report.claims().undecided() > 0) {
            screen.line(
                    "%n%,d users were never decided, so this run does not count: look at the"
                            + " answers above, or give it a longer --limit.",
                    report.claims().undecided());
        }
        screen.line("%n%s", verdict(report));
    }

    private static String verdict(SpikeReport report) {
        if (!report.promises().stream().allMatch(Finding::held)) {
            return "A promise was BROKEN.";
        }
        return report.held() ? "Every promise was held." : "No promise was seen broken.";
    }

    private static void counts(Map<String, Long> counts, Screen screen) {
        if (counts.isEmpty()) {
            screen.line("  none");
        }
        counts.forEach((kind, count) -> screen.line("  %,10d  %s", count, kind));
    }

    private static void latency(String what, Latency time, Screen screen) {
        if (time.count() > 0) {
            screen.line(
                    "%-14s p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, max %.1f ms",
                    what, time.p50(), time.p95(), time.p99(), time.max());
        }
    }

    private static void finding(Finding finding, Screen screen) {
        String evidence =
                finding.evidence().entrySet().stream()
                        .map(fact -> "%s %,d".formatted(fact.getKey(), fact.getValue()))
                        .collect(joining(", "));
        screen.line(
                "%s %-17s %s  %s",
                finding.promise(), finding.title(), finding.held() ? "held  " : "BROKEN", evidence);
        finding.violations().forEach(violation -> screen.line("     - %s", violation));
        if (finding.violationCount() > finding.violations().size()) {
            screen.line(
                    "     … and %,d more", finding.violationCount() - finding.violations().size());
        }
    }
}
