package io.couponrush.system.drill;

import io.couponrush.system.console.Screen;
import io.couponrush.system.spike.SpikeReport.Finding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Rounds by drill, for a person. */
final class DrillTable {

    private DrillTable() {}

    /** A broken round, in words. */
    static void broken(RoundResult round, Screen screen) {
        if (round.trouble() != null) {
            screen.line("     - %s", round.trouble());
        }
        for (Finding finding : round.promises()) {
            if (!finding.held()) {
                screen.line(
                        "     %s %s: %,d violations %s",
                        finding.promise(),
                        finding.title(),
                        finding.violationCount(),
                        finding.evidence());
                finding.violations().forEach(words -> screen.line("       - %s", words));
            }
        }
        if (round.historyFile() != null) {
            screen.line("     history: %s", round.historyFile());
        }
    }

    static void print(List<RoundResult> rounds, Screen screen) {
        screen.line(
                "%n%-20s %6s %8s %7s %10s  %s",
                "drill", "seeds", "claims", "rows", "violations", "longest of all seeds");
        byDrill(rounds)
                .forEach(
                        (drill, all) ->
                                screen.line(
                                        "%-20s %6d %,8d %,7d %10d  %s",
                                        drill,
                                        all.size(),
                                        all.stream().mapToLong(RoundResult::claims).sum(),
                                        all.stream().mapToLong(RoundResult::rows).sum(),
                                        all.stream().mapToLong(RoundResult::violations).sum(),
                                        longest(all.stream().map(RoundResult::measured).toList())));
    }

    static Map<String, List<RoundResult>> byDrill(List<RoundResult> rounds) {
        Map<String, List<RoundResult>> by = new LinkedHashMap<>();
        for (RoundResult round : rounds) {
            by.computeIfAbsent(round.drill(), _ -> new ArrayList<>()).add(round);
        }
        return by;
    }

    /** The worst that was measured in any round. */
    static String longest(List<Map<String, Double>> measured) {
        Map<String, Double> worst = new TreeMap<>();
        for (Map<String, Double> of : measured) {
            of.forEach((what, seconds) -> worst.merge(what, seconds, Math::max));
        }
        return String.join(
                ", ",
                worst.entrySet().stream()
                        .map(
                                entry ->
                                        String.format(
                                                Locale.ROOT,
                                                "%s %.1f s",
                                                entry.getKey(),
                                                entry.getValue()))
                        .toList());
    }
}
