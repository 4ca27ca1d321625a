package io.couponrush.system.bench;

import io.couponrush.system.console.ReportFiles;
import io.couponrush.system.console.Screen;
import io.couponrush.system.console.Usage;
import io.couponrush.system.up.Borrowed;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/** {@code ./rush bench}. */
@Command(
        name = "bench",
        description = {
            "What each step of a claim costs, beside a no-op of the same gateway, and what the"
                    + " worker drains beside a bare batch insert.",
            "Starts a product of its own, with the profiles bench and load-test."
        })
public final class BenchCommand implements Callable<Integer> {

    private final Screen screen;
    private final Path stateDirectory;
    private final Clock clock;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "How often everything is measured (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--requests",
            defaultValue = "20000",
            description = "Of each kind in a round (default: ${DEFAULT-VALUE}).")
    private int requests;

    @Option(
            names = "--connections",
            defaultValue = "64",
            description = "In a closed loop (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--backlog",
            defaultValue = "100000",
            description = "Messages for the worker to drain (default: ${DEFAULT-VALUE}).")
    private int backlog;

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description = "Where to write the report (default: docs/results of the project).")
    private @Nullable Path results;

    private final Path projectResults;

    /**
     * @param stateDirectory of a {@code ./rush up}
     * @param projectResults where the project keeps its measurements
     */
    public BenchCommand(Screen screen, Path stateDirectory, Path projectResults, Clock clock) {
        this.screen = screen;
        this.stateDirectory = stateDirectory;
        this.projectResults = projectResults;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        BenchOptions options = Usage.of(spec, this::options);
        Instant startedAt = clock.instant();
        try (Borrowed product = Borrowed.own(stateDirectory, screen, "bench", "load-test")) {
            List<Round> measured =
                    new Bench(product.product(), screen, clock, options.seed()).run(options);
            BenchReport report =
                    BenchReport.of(
                            startedAt,
                            Usage.typed(spec),
                            product.product().stack().versions(),
                            options,
                            measured);
            ReportFiles.write(
                    options.results(),
                    "bench",
                    report.startedAt(),
                    BenchTable.page(report),
                    report,
                    screen);
            return report.complete() ? 0 : 1;
        }
    }

    private BenchOptions options() {
        return new BenchOptions(
                rounds,
                requests,
                connections,
                backlog,
                ThreadLocalRandom.current().nextLong(1L << 32),
                results == null ? projectResults : results);
    }
}
