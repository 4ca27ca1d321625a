package io.couponrush.system.lab;

import io.couponrush.system.console.Screen;
import io.couponrush.system.console.Usage;
import io.couponrush.system.up.Borrowed;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code ./rush scenario NAME}. */
@Command(
        name = "scenario",
        description = {
            "One known situation with its pass rule; the table is in system-tests/README.md.",
            "Starts a product of its own, with the profiles lab and load-test."
        })
public final class ScenarioCommand implements Callable<Integer> {

    private final Screen screen;
    private final Path stateDirectory;
    private final Clock clock;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "NAME",
            description = "no-lock, held-50k, held-100k, hundred, two-thousand or ten-thousand")
    private String name = "";

    @Option(names = "--short", description = "A tenth of everything, in seconds.")
    private boolean small;

    @Option(names = "--users", description = "Instead of the scenario's.")
    private @Nullable Integer users;

    @Option(names = "--stock", description = "Instead of the scenario's.")
    private @Nullable Integer stock;

    @Option(names = "--ramp", paramLabel = "SECONDS", description = "Instead of the scenario's.")
    private @Nullable Integer ramp;

    @Option(
            names = "--hold",
            paramLabel = "SECONDS",
            description = "Instead of the scenario's; 0: everybody claims once.")
    private @Nullable Integer hold;

    @Option(names = "--strategies", split = ",", description = "Instead of the scenario's.")
    private List<String> strategies = List.of();

    /**
     * @param stateDirectory of a {@code ./rush up}
     */
    public ScenarioCommand(Screen screen, Path stateDirectory, Clock clock) {
        this.screen = screen;
        this.stateDirectory = stateDirectory;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        Scenario scenario = Usage.of(spec, () -> Scenario.named(name));
        Load load = Usage.of(spec, () -> load(scenario));
        List<Strategy> wanted =
                strategies.isEmpty()
                        ? scenario.strategies()
                        : Usage.of(spec, () -> Strategies.of(strategies));
        Strategies.requireFiles(load.connections());
        try (Borrowed product = Borrowed.own(stateDirectory, screen, "lab", "load-test")) {
            LabRun runs = new LabRun(product.state(), screen, clock, Strategies.firstUser());
            return new ScenarioRun(runs, screen).passed(scenario, load, wanted) ? 0 : 1;
        }
    }

    private Load load(Scenario scenario) {
        Load of = small ? scenario.small() : scenario.load();
        return new Load(
                users == null ? of.users() : users,
                stock == null ? of.stock() : stock,
                ramp == null ? of.ramp() : Duration.ofSeconds(ramp),
                hold == null ? of.hold() : Duration.ofSeconds(hold));
    }
}
