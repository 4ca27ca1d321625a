package io.couponrush.system.drill;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The rounds that were ever recorded, in drills.json, and the page made of them, drills.md. */
final class DrillRecord {

    private static final String BEGIN = "<!-- drills: made by ./rush drill --record -->";
    private static final String END = "<!-- /drills -->";

    /** What is kept of a round; the same drill and seed again takes its place. Logs came later. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Kept(
            String drill,
            long seed,
            @Nullable Boolean brief,
            long claims,
            long rows,
            long violations,
            Map<String, Double> measured,
            @Nullable List<String> log) {

        Kept {
            measured = new TreeMap<>(measured);
        }
    }

    private DrillRecord() {}

    static void add(Path results, RoundResult round) {
        JsonMapper json = JsonMapper.shared();
        Path file = results.resolve("drills.json");
        try {
            List<Kept> all = new ArrayList<>();
            if (Files.exists(file)) {
                all.addAll(
                        json.readValue(Files.readString(file), new TypeReference<List<Kept>>() {}));
            }
            all.removeIf(kept -> kept.drill().equals(round.drill()) && kept.seed() == round.seed());
            all.add(
                    new Kept(
                            round.drill(),
                            round.seed(),
                            round.brief(),
                            round.claims(),
                            round.rows(),
                            round.violations(),
                            round.measured(),
                            round.log()));
            Files.writeString(
                    file, json.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
            Path page = results.resolve("drills.md");
            Files.writeString(page, page(Files.readString(page), all));
        } catch (IOException e) {
            throw new UncheckedIOException("could not record in " + results, e);
        }
    }

    /** The page with its table made anew; what people wrote around it stays. */
    static String page(String page, List<Kept> all) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("no place for the table between " + BEGIN + END);
        }
        StringBuilder table = new StringBuilder(BEGIN).append("\n\n");
        table.append(
                """
                | no. | drill | seeds | of them brief | claims | rows | violations | longest of all seeds |
                |---|---|---|---|---|---|---|---|
                """);
        for (Drill drill : Drills.ALL) {
            List<Kept> its =
                    all.stream().filter(kept -> kept.drill().equals(drill.name())).toList();
            table.append(row(drill, its));
        }
        return page.substring(0, begin) + table + "\n" + page.substring(end);
    }

    private static String row(Drill drill, List<Kept> its) {
        return String.format(
                Locale.ROOT,
                "| %d | `%s`: %s | %d | %d | %,d | %,d | %d | %s |%n",
                drill.number(),
                drill.name(),
                drill.title(),
                its.size(),
                its.stream().filter(kept -> Boolean.TRUE.equals(kept.brief())).count(),
                its.stream().mapToLong(Kept::claims).sum(),
                its.stream().mapToLong(Kept::rows).sum(),
                its.stream().mapToLong(Kept::violations).sum(),
                DrillTable.longest(its.stream().map(Kept::measured).toList()));
    }
}
