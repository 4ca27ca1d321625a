package io.couponrush.system.drill;

import io.couponrush.system.console.Screen;
import io.couponrush.system.console.Usage;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code ./rush drill NAME}. */
@Command(
        name = "drill",
        description = {
            "Breaks two gateways, two workers and their servers while people claim, puts them"
                    + " right,",
            "and checks every promise; the list is in docs/results/drills.md."
        })
public final class DrillCommand implements Callable<Integer> {

    private final Screen screen;
    private final Path stateDirectory;
    private final Path results;
    private final Clock clock;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "A drill, its number, or all.", arity = "1..*")
    private List<String> names = List.of();

    @Option(names = "--seeds", description = "How many of each (default: ${DEFAULT-VALUE}).")
    private int seeds = 1;

    @Option(
            names = "--seed",
            description = "The first; the others follow. Default: from the clock.")
    private @Nullable Long seed;

    @Option(names = "--brief", description = "Long outages are a third as long.")
    private boolean brief;

    @Option(
            names = "--mutation",
            paramLabel = "M",
            description =
                    "Take a safeguard out (or several, with commas between), to see the drill go"
                            + " red; a wrong name lists them.")
    private @Nullable String mutation;

    @Option(names = "--json", paramLabel = "FILE", description = "Write everything there as well.")
    private @Nullable Path json;

    @Option(
            names = "--record",
            description = "Add the rounds to docs/results/drills.json and drills.md.")
    private boolean record;

    /**
     * @param stateDirectory of a {@code ./rush up}
     * @param results where results are kept
     */
    public DrillCommand(Screen screen, Path stateDirectory, Path results, Clock clock) {
        this.screen = screen;
        this.stateDirectory = stateDirectory;
        this.results = results;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        List<Drill> drills =
                names.stream()
                        .flatMap(name -> Usage.of(spec, () -> Drills.named(name)).stream())
                        .distinct()
                        .toList();
        Instant startedAt = clock.instant();
        long first = seed == null ? startedAt.getEpochSecond() : seed;
        List<RoundResult> rounds = new ArrayList<>();
        for (Drill.Needs needs : Drill.Needs.values()) {
            List<Drill> its = drills.stream().filter(drill -> drill.needs() == needs).toList();
            if (needs == Drill.Needs.SMALL_DISKS && !its.isEmpty() && !SmallDisks.areAllowed()) {
                screen.warn(
                        "SKIPPED: %d drills need to mount a tmpfs, which this machine refuses",
                        its.size());
            } else if (!its.isEmpty()) {
                run(needs, its, first, rounds);
            }
        }
        DrillReport report = DrillReport.of(startedAt, brief, rounds);
        DrillTable.print(rounds, screen);
        if (json != null) {
            Files.writeString(
                    json,
                    JsonMapper.shared()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(report));
        }
        screen.line("%n%s", report.held() ? "Every promise was held." : "A promise was BROKEN.");
        return report.held() ? 0 : 1;
    }

    /** All on one product. */
    private void run(Drill.Needs needs, List<Drill> drills, long first, List<RoundResult> rounds)
            throws InterruptedException, SQLException {
        Path folder = stateDirectory.resolve("drill");
        String name = mutation;
        Mutation broken = name == null ? null : Usage.of(spec, () -> Mutation.named(name));
        try (Stand stand = Stand.start(folder, needs, broken, screen)) {
            DrillRun run = new DrillRun(stand, screen, clock, folder.resolve("histories"), brief);
            for (Drill drill : drills) {
                for (int i = 0; i < seeds; i++) {
                    rounds.add(run.round(drill, first + i));
                    if (record) {
                        DrillRecord.add(results, rounds.getLast());
                    }
                }
            }
        }
    }
}
