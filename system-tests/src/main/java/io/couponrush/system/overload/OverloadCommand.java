package io.couponrush.system.overload;

import io.couponrush.system.console.ReportFiles;
import io.couponrush.system.console.Screen;
import io.couponrush.system.console.Usage;
import io.couponrush.system.measure.Machine;
import io.couponrush.system.up.Borrowed;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/** {@code ./rush overload}. */
@Command(
        name = "overload",
        description = {
            "What is served when far more is asked than can be: multiples of the best load, offered"
                    + " evenly, and how much of the best goodput is left.",
            "Starts a product of its own, with the profile load-test, on other cores than the load."
        })
public final class OverloadCommand implements Callable<Integer> {

    /** Sockets besides the load's own, files and jars. */
    private static final int OTHER_FILES = 1_000;

    private final Screen screen;
    private final Path stateDirectory;
    private final Path projectResults;
    private final Clock clock;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "How often everything is measured (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--loads",
            split = ",",
            defaultValue = "1,2,5",
            description =
                    "Multiples of what a closed loop reaches in the round (default:"
                            + " ${DEFAULT-VALUE}).")
    private List<Integer> loads = List.of();

    @Option(
            names = "--seconds",
            defaultValue = "6",
            description = "How long each load lasts (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "45",
            description = "Of load that doesn't count (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--connections",
            defaultValue = "6000",
            description =
                    "As many claims can be on their way; with too few the load waits for answers"
                            + " (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description = "Where to write the report (default: docs/results of the project).")
    private @Nullable Path results;

    /**
     * @param stateDirectory of a {@code ./rush up}
     * @param projectResults where the project keeps its measurements
     */
    public OverloadCommand(Screen screen, Path stateDirectory, Path projectResults, Clock clock) {
        this.screen = screen;
        this.stateDirectory = stateDirectory;
        this.projectResults = projectResults;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        OverloadOptions options = Usage.of(spec, this::options);
        requireFiles();
        Instant startedAt = clock.instant();
        Machine machine = Machine.here(); // before it looks like a part of itself
        Cores cores = Cores.ofThisMachine();
        try (Borrowed product = Borrowed.own(stateDirectory, screen, "load-test")) {
            List<Round> measured =
                    new Overload(product.state(), cores, screen, clock, options.seed())
                            .run(options);
            OverloadReport report =
                    OverloadReport.of(
                            startedAt,
                            Usage.typed(spec),
                            machine,
                            product.product().stack().versions(),
                            cores.words(),
                            options,
                            measured);
            ReportFiles.write(
                    options.results(),
                    "overload",
                    report.startedAt(),
                    OverloadTable.page(report),
                    report,
                    screen);
            return report.held() ? 0 : 1;
        }
    }

    private OverloadOptions options() {
        return new OverloadOptions(
                rounds,
                loads,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(warmUp),
                connections,
                ThreadLocalRandom.current().nextLong(1L << 41, 1L << 42),
                results == null ? projectResults : results);
    }

    private void requireFiles() {
        if (connections + OTHER_FILES > Machine.openFilesLimit()) {
            throw new IllegalStateException(
                    "%d connections need more open files than the %d that ulimit -n allows"
                            .formatted(connections, Machine.openFilesLimit()));
        }
    }
}
