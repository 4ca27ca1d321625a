package io.couponrush.system;

import io.couponrush.system.console.Screen;
import io.couponrush.system.console.Usage;
import io.couponrush.system.measure.Machine;
import io.couponrush.system.spike.ReportPrinter;
import io.couponrush.system.spike.Spike;
import io.couponrush.system.spike.SpikeOptions;
import io.couponrush.system.spike.SpikeReport;
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
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

@Command(
        name = "spike",
        description = {
            "Many users claim few coupons at once; then every promise is checked.",
            "Uses the product of a running ./rush up, or starts one for itself."
        })
final class SpikeCommand implements Callable<Integer> {

    /** Sockets besides the load's own, files and jars. */
    private static final int OTHER_FILES = 400;

    private final Screen screen;
    private final Home home;
    private final Clock clock;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--users",
            defaultValue = "10000",
            description = "One claim each (default: ${DEFAULT-VALUE}).")
    private int users;

    @Option(
            names = "--coupons",
            defaultValue = "100",
            description = "How many there are (default: ${DEFAULT-VALUE}).")
    private int coupons;

    @Option(
            names = "--connections",
            defaultValue = "256",
            description =
                    "Requests on their way at the same time (default: ${DEFAULT-VALUE}). The"
                            + " connections are opened before the start.")
    private int connections;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            defaultValue = "180",
            description = "Whoever waits longer than this is given up (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--seed",
            description = "Decides the ids of the users (default: random; printed).")
    private @Nullable Long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the report for machines.")
    private @Nullable Path json;

    SpikeCommand(Screen screen, Home home, Clock clock) {
        this.screen = screen;
        this.home = home;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        SpikeOptions options = Usage.of(spec, this::options);
        requireFiles();
        try (Borrowed product = Borrowed.runningOrOwn(home.state(), screen)) {
            screen.line("Seed %d", options.seed());
            SpikeReport report = new Spike(product.state(), screen, clock).run(options);
            ReportPrinter.print(report, screen);
            if (json != null) {
                Files.writeString(
                        json,
                        JsonMapper.shared()
                                .writerWithDefaultPrettyPrinter()
                                .writeValueAsString(report));
                screen.line("Written to %s", json);
            }
            return report.held() ? 0 : 1;
        }
    }

    private SpikeOptions options() {
        return new SpikeOptions(
                users,
                coupons,
                connections,
                seed == null ? ThreadLocalRandom.current().nextLong(1L << 32) : seed,
                Duration.ofSeconds(limit));
    }

    private void requireFiles() {
        long allowed = Machine.openFilesLimit();
        if (connections + OTHER_FILES > allowed) {
            throw new IllegalStateException(
                    "%d connections need more open files than the %d that ulimit -n allows: raise it (ulimit -n %d) or ask for fewer --connections"
                            .formatted(connections, allowed, connections + OTHER_FILES));
        }
    }
}
