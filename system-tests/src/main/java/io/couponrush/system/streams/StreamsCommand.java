package io.couponrush.system.streams;

import io.couponrush.system.console.Screen;
import io.couponrush.system.console.Usage;
import io.couponrush.system.measure.Machine;
import io.couponrush.system.up.Borrowed;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/** {@code ./rush streams}. */
@Command(
        name = "streams",
        description = {
            "Opens many ticket streams, lets the queue move, and measures how late each of them"
                    + " tells its position, and what a stream costs the gateway.",
            "Starts a product of its own on this machine. Ends with 1 if anybody was told later"
                    + " than a second after a change."
        })
public final class StreamsCommand implements Callable<Integer> {

    /** Sockets besides the streams, files and jars. */
    private static final int OTHER_FILES = 600;

    private final Screen screen;
    private final Path stateDirectory;
    private final Path projectResults;
    private final Clock clock;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--streams",
            defaultValue = "2000",
            description = "Open at the same time, 1 to 20,000 (default: ${DEFAULT-VALUE}).")
    private int streams;

    @Option(
            names = "--changes",
            defaultValue = "20",
            description = "How often the queue moves, 1 to 200 (default: ${DEFAULT-VALUE}).")
    private int changes;

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description =
                    "Where to write streams.md and streams.json (default: docs/results of the"
                            + " project).")
    private @Nullable Path results;

    /**
     * @param stateDirectory of a {@code ./rush up}
     * @param projectResults where the project keeps its measurements
     */
    public StreamsCommand(Screen screen, Path stateDirectory, Path projectResults, Clock clock) {
        this.screen = screen;
        this.stateDirectory = stateDirectory;
        this.projectResults = projectResults;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        StreamsOptions options = Usage.of(spec, () -> new StreamsOptions(streams, changes));
        if (streams + OTHER_FILES > Machine.openFilesLimit()) {
            throw new IllegalStateException(
                    "%d streams need more open files than the %d that ulimit -n allows"
                            .formatted(streams, Machine.openFilesLimit()));
        }
        long seed = ThreadLocalRandom.current().nextLong(1L << 32);
        try (Borrowed product = Borrowed.own(stateDirectory, screen)) {
            screen.line("Seed %d", seed);
            StreamsReport report =
                    new Streams(product.state(), product.product().worker(), screen, clock)
                            .run(options, seed);
            String page = StreamsPage.of(report);
            Path folder = results == null ? projectResults : results;
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("streams.md"), page);
            Files.writeString(
                    folder.resolve("streams.json"),
                    JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(report)
                            + "\n");
            screen.line("%n%s", page);
            return report.isHeld() ? 0 : 1;
        }
    }
}
