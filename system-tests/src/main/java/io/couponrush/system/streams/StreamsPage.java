package io.couponrush.system.streams;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/** The report for people: a table, and the times drawn. */
final class StreamsPage {

    private static final int WIDEST = 50;

    private StreamsPage() {}

    static String of(StreamsReport report) {
        Formatter page = new Formatter(Locale.ROOT);
        head(page, report);
        table(page, report);
        draw(page, report.tenths());
        return page.toString();
    }

    private static void head(Formatter page, StreamsReport report) {
        page.format("# Ticket streams of %s%n%n", LocalDate.ofInstant(report.at(), ZoneOffset.UTC));
        page.format(
                "`./rush streams --streams %d --changes %d` on %d cores, %,d MiB, %s, %s; load"
                        + " average of the minute before %.1f.%n",
                report.options().streams(),
                report.options().changes(),
                report.machine().cores(),
                report.machine().memoryMiB(),
                report.machine().kernel(),
                report.machine().jdk(),
                report.loadAverage());
        page.format(
                "One gateway, its servers and the clients share these cores. The worker was frozen"
                    + " meanwhile, so that everybody waited; at moments drawn at random the first"
                    + " %d claims left the queue, and each stream had to tell its client of"
                    + " it.%n%n",
                StreamsOptions.STEP);
    }

    private static void table(Formatter page, StreamsReport report) {
        page.format("| | |%n|---|---|%n");
        page.format("| open streams | %,d |%n", report.options().streams());
        page.format("| opened within | %.1f s |%n", report.opening().toMillis() / 1e3);
        page.format("| positions told | %,d |%n", report.told().count());
        page.format(
                "| from the change to the client: p50 · p99 · max | %,.0f ms · %,.0f ms · **%,.0f"
                        + " ms** |%n",
                report.told().p50(), report.told().p99(), report.told().max());
        page.format("| all told within 1 s | %s |%n", report.isHeld() ? "yes" : "**no**");
        page.format(
                "| the gateway's live objects, per stream | %.1f KiB (%,d → %,d KiB) |%n",
                kibPerStream(report, report.before().liveBytes(), report.after().liveBytes()),
                report.before().liveBytes() / 1024,
                report.after().liveBytes() / 1024);
        page.format(
                "| the gateway's resident memory, per stream | %.1f KiB (%,d → %,d KiB) |%n",
                kibPerStream(
                        report, report.before().residentBytes(), report.after().residentBytes()),
                report.before().residentBytes() / 1024,
                report.after().residentBytes() / 1024);
        page.format(
                "| worker back: all told ISSUED within | %.1f s |%n",
                report.issuing().toMillis() / 1e3);
    }

    private static double kibPerStream(StreamsReport report, long from, long to) {
        return (to - from) / 1024.0 / report.options().streams();
    }

    /** The longest bar is the tenth of a second in which most were told. */
    private static void draw(Formatter page, List<Long> tenths) {
        long most = Math.max(1, tenths.stream().mapToLong(Long::longValue).max().orElse(1));
        page.format("%nHow long it took, position by position:%n%n```text%n");
        for (int i = 0; i < tenths.size(); i++) {
            String when =
                    i < 10 ? "%,4d – %,5d ms".formatted(i * 100, (i + 1) * 100) : "later than that";
            int width = (int) Math.ceilDiv(tenths.get(i) * WIDEST, most);
            String line = "%15s %,8d  %s".formatted(when, tenths.get(i), "█".repeat(width));
            page.format("%s%n", line.stripTrailing());
        }
        page.format("```%n");
    }
}
