package io.couponrush.system.lab;

import io.couponrush.system.compare.Comparison;
import io.couponrush.system.compare.ComparisonPage;
import io.couponrush.system.console.Screen;
import io.couponrush.system.console.Usage;
import io.couponrush.system.up.Borrowed;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code ./rush lab}. */
@Command(
        name = "lab",
        description = {
            "Every strategy against overselling under the same load, one after the other on fresh"
                    + " coupons; prints a table and leaves a page to look at.",
            "Starts a product of its own, with the profiles lab and load-test."
        })
public final class LabCommand implements Callable<Integer> {

    private final Screen screen;
    private final Path stateDirectory;
    private final Path target;
    private final Clock clock;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--users",
            defaultValue = "1000",
            description =
                    "At the same time, a connection and a claim each (default: ${DEFAULT-VALUE}).")
    private int users;

    @Option(
            names = "--stock",
            defaultValue = "500",
            description = "Coupons there are (default: ${DEFAULT-VALUE}).")
    private int stock;

    @Option(
            names = "--ramp",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "Until all users have started (default: ${DEFAULT-VALUE}).")
    private int ramp;

    @Option(
            names = "--hold",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description =
                    "How long each claims again when answered, as somebody new; 0: everybody claims"
                            + " once (default: ${DEFAULT-VALUE}).")
    private int hold;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "How often each strategy runs (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--strategies",
            split = ",",
            description = "Which (default: all but v1 and redisson-fair-fenced).")
    private List<String> strategies = List.of();

    @Option(names = "--no-warm-up", description = "Doesn't throw a first round away.")
    private boolean noWarmUp;

    /**
     * @param stateDirectory of a {@code ./rush up}
     * @param target where the page goes
     */
    public LabCommand(Screen screen, Path stateDirectory, Path target, Clock clock) {
        this.screen = screen;
        this.stateDirectory = stateDirectory;
        this.target = target;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        Load load = Usage.of(spec, this::load);
        List<Strategy> wanted = Usage.of(spec, () -> Strategies.of(strategies));
        Strategies.requireFiles(load.connections());
        try (Borrowed product = Borrowed.own(stateDirectory, screen, "lab", "load-test")) {
            LabRun runs = new LabRun(product.state(), screen, clock, Strategies.firstUser());
            Comparison comparison =
                    new LabComparison(runs, screen)
                            .run(
                                    wanted,
                                    load,
                                    rounds,
                                    !noWarmUp,
                                    clock.instant(),
                                    Usage.typed(spec));
            LabTable.print(comparison.contenders(), screen);
            screen.line("Look at %s", ComparisonPage.write(comparison, target));
            return LabComparison.kept(comparison) ? 0 : 1;
        }
    }

    private Load load() {
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds must be at least 1, not " + rounds);
        }
        return new Load(users, stock, Duration.ofSeconds(ramp), Duration.ofSeconds(hold));
    }
}
