package io.couponrush.system.compare;

import static java.util.stream.Collectors.joining;

import io.couponrush.system.compare.Ratio.Measure;
import io.couponrush.system.measure.Machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The words and tables of a page. */
final class PageText {

    private final Comparison comparison;

    PageText(Comparison comparison) {
        this.comparison = comparison;
    }

    String about() {
        return comparison.about().stream()
                .map(paragraph -> "<p>" + Html.escaped(paragraph) + "</p>")
                .collect(joining("\n"));
    }

    /** The ratios as sentences. */
    String headline() {
        if (comparison.ratios().isEmpty()) {
            return "";
        }
        return comparison.ratios().stream()
                .map(ratio -> "<li>" + sentence(ratio) + "</li>")
                .collect(joining("\n", "<ul class=\"headline\">\n", "\n</ul>"));
    }

    private static String sentence(Ratio ratio) {
        String words =
                switch (ratio.measure()) {
                    case ISSUED_PER_SECOND -> "the issued rows per second of";
                    case FIRST_ANSWER_P99 -> "the p99 of the first answer of";
                };
        return "<b>%s</b> has <b class=\"times\">%s ×</b> %s <b>%s</b> <small>(%s to %s over the rounds; %s is better)</small>"
                .formatted(
                        Html.escaped(ratio.of()),
                        Html.number(ratio.times().median()),
                        words,
                        Html.escaped(ratio.to()),
                        Html.number(ratio.times().min()),
                        Html.number(ratio.times().max()),
                        ratio.measure() == Measure.ISSUED_PER_SECOND ? "more" : "less");
    }

    String contenders() {
        return comparison.contenders().stream()
                .map(
                        contender ->
                                "<li>%s<b>%s</b> %s%s</li>"
                                        .formatted(
                                                Html.mark(contender),
                                                Html.escaped(contender.name()),
                                                Html.escaped(contender.about()),
                                                link(contender)))
                .collect(joining("\n", "<ul class=\"contenders\">\n", "\n</ul>"));
    }

    private static String link(Contender contender) {
        return contender.dashboard() == null
                ? ""
                : " <a href=\"%s\">JMeter's own dashboard of round %d</a>"
                        .formatted(Html.escaped(contender.dashboard()), contender.typical());
    }

    String numbers() {
        List<List<String>> rows =
                comparison.contenders().stream()
                        .map(
                                contender ->
                                        List.of(
                                                heading(contender),
                                                Html.spread(contender.issuedPerSecond()),
                                                Html.spread(contender.lastRowSeconds()),
                                                Html.spread(contender.answersPerSecond()),
                                                Html.spread(contender.p50()),
                                                Html.spread(contender.p95()),
                                                Html.spread(contender.p99()),
                                                Html.spread(contender.slowest())))
                        .toList();
        return Html.table(
                "numbers",
                "The round in the middle, and the lowest and highest of all rounds",
                List.of(
                        "",
                        "issued rows/s",
                        "last row after, s",
                        "answers/s",
                        "p50, ms",
                        "p95, ms",
                        "p99, ms",
                        "max, ms"),
                rows);
    }

    String books() {
        List<List<String>> rows = new ArrayList<>();
        for (Contender contender : comparison.contenders()) {
            for (Round round : contender.rounds()) {
                rows.add(row(contender, round));
            }
        }
        return Html.table(
                "books",
                "Every round against its promises",
                List.of(
                        "",
                        "round",
                        "verdict",
                        "coupons",
                        "rows",
                        "oversold",
                        "twice",
                        "lost",
                        "miscounted",
                        "failed",
                        "answers by kind"),
                rows);
    }

    private static List<String> row(Contender contender, Round round) {
        Books books = round.books();
        String verdict =
                books.clean()
                        ? "<span class=\"kept\">✓ kept</span>"
                        : "<span class=\"broken\">✗ broken</span>";
        String answers =
                round.answers().entrySet().stream()
                        .map(
                                answer ->
                                        Html.escaped(answer.getKey())
                                                + "&nbsp;"
                                                + Html.count(answer.getValue()))
                        .collect(joining(", "));
        Stream<String> counts =
                Stream.of(
                                books.total(),
                                books.rows(),
                                books.oversold(),
                                books.twice(),
                                books.lost(),
                                books.miscounted(),
                                round.failed())
                        .map(Html::count);
        return Stream.of(
                        Stream.of(heading(contender), String.valueOf(round.number()), verdict),
                        counts,
                        Stream.of(answers))
                .flatMap(cells -> cells)
                .toList();
    }

    String setting() {
        Machine machine = comparison.machine();
        Map<String, String> facts = new TreeMap<>();
        facts.put(
                "machine",
                "%d cores, %,d MiB, %s"
                        .formatted(machine.cores(), machine.memoryMiB(), machine.kernel()));
        facts.put("JVM", machine.jdk());
        facts.put("started", comparison.startedAt().toString());
        facts.put("command", comparison.command());
        return Stream.concat(comparison.setting().entrySet().stream(), facts.entrySet().stream())
                .map(
                        fact ->
                                "<dt>%s</dt><dd>%s</dd>"
                                        .formatted(
                                                Html.escaped(fact.getKey()),
                                                Html.escaped(fact.getValue())))
                .collect(joining("\n", "<dl>\n", "\n</dl>"));
    }

    private static String heading(Contender contender) {
        return Html.mark(contender) + Html.escaped(contender.id());
    }
}
