package io.couponrush.system.lab;

import io.couponrush.system.compare.Contender;
import io.couponrush.system.compare.Round;
import io.couponrush.system.console.Screen;

/** The table of a lab: medians over the rounds, and sums of what went wrong. */
final class LabTable {

    private static final String HEAD = "%-22s %10s %9s %9s %9s %8s %9s %7s";
    private static final String LINE = "%-22s %,10.0f %,9.0f %,9.0f %,9.0f %7.1f%% %,9d %,7d";

    private LabTable() {}

    static void print(Iterable<Contender> contenders, Screen screen) {
        screen.line("");
        screen.line(
                HEAD,
                "strategy",
                "rows/s",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "failed",
                "oversold",
                "lost");
        for (Contender contender : contenders) {
            screen.line(
                    LINE,
                    contender.id(),
                    contender.issuedPerSecond().median(),
                    contender.p50().median(),
                    contender.p95().median(),
                    contender.p99().median(),
                    failedPercent(contender),
                    contender.rounds().stream().mapToLong(of -> of.books().oversold()).sum(),
                    contender.rounds().stream().mapToLong(LabTable::lost).sum());
        }
        screen.line(
                "rows/s and times: median of the rounds; oversold: rows beyond the stock; lost:"
                    + " rows that the counter does not know of, and users told yes without a row");
    }

    private static long lost(Round round) {
        return round.books().lost() + round.books().miscounted();
    }

    private static double failedPercent(Contender contender) {
        long claims = contender.rounds().stream().mapToLong(Round::claims).sum();
        long failed = contender.rounds().stream().mapToLong(Round::failed).sum();
        return claims == 0 ? 0 : 100.0 * failed / claims;
    }
}
