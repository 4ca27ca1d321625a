package io.couponrush.system.streams;

import io.couponrush.system.measure.Latency;
import io.couponrush.system.measure.Machine;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Formatter;
import java.util.Locale;

/**
 * What was measured.
 *
 * @param loadAverage of the machine in the minute before the first change; 2 is two busy cores
 * @param opening until all had told their first position
 * @param told between a change and the moment at which a stream's client had read it
 * @param issuing from the worker's return until all clients had read ISSUED
 */
record StreamsReport(
        Instant at,
        Machine machine,
        double loadAverage,
        StreamsOptions options,
        Duration opening,
        Latency told,
        Footprint before,
        Footprint after,
        Duration issuing) {

    private static final double BOUND_MILLIS = 1_000;

    boolean isHeld() {
        return told.max() <= BOUND_MILLIS;
    }

    private double kibPerStream(long from, long to) {
        return (to - from) / 1024.0 / options.streams();
    }

    String page() {
        Formatter page = new Formatter(Locale.ROOT);
        page.format("# Ticket streams of %s%n%n", LocalDate.ofInstant(at, ZoneOffset.UTC));
        page.format(
                "`./rush streams --streams %d --changes %d` on %d cores, %,d MiB, %s, %s; load"
                        + " average of the minute before %.1f.%n",
                options.streams(),
                options.changes(),
                machine.cores(),
                machine.memoryMiB(),
                machine.kernel(),
                machine.jdk(),
                loadAverage);
        page.format(
                "One gateway, its servers and the clients share these cores. The worker was frozen"
                    + " meanwhile, so that everybody waited; at moments drawn at random the first"
                    + " %d claims left the queue, and each stream had to tell its client of"
                    + " it.%n%n",
                StreamsOptions.STEP);
        page.format("| | |%n|---|---|%n");
        page.format("| open streams | %,d |%n", options.streams());
        page.format("| opened within | %.1f s |%n", opening.toMillis() / 1e3);
        page.format("| positions told | %,d |%n", told.count());
        page.format(
                "| from the change to the client: p50 · p99 · max | %,.0f ms · %,.0f ms · **%,.0f"
                        + " ms** |%n",
                told.p50(), told.p99(), told.max());
        page.format("| all told within 1 s | %s |%n", isHeld() ? "yes" : "**no**");
        page.format(
                "| the gateway's live objects, per stream | %.1f KiB (%,d → %,d KiB) |%n",
                kibPerStream(before.liveBytes(), after.liveBytes()),
                before.liveBytes() / 1024,
                after.liveBytes() / 1024);
        page.format(
                "| the gateway's resident memory, per stream | %.1f KiB (%,d → %,d KiB) |%n",
                kibPerStream(before.residentBytes(), after.residentBytes()),
                before.residentBytes() / 1024,
                after.residentBytes() / 1024);
        page.format("| worker back: all told ISSUED within | %.1f s |%n", issuing.toMillis() / 1e3);
        return page.toString();
    }
}
