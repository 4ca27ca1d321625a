package io.couponrush.system.jmeter;

import io.couponrush.system.compare.Comparison;
import io.couponrush.system.compare.ComparisonPage;
import io.couponrush.system.compare.Contender;
import io.couponrush.system.compare.Ratio;
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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code ./rush compare}. */
@Command(
        name = "compare",
        description = {
            "The roads v1, v2 and v3 under the same load of JMeter, one after the other on fresh"
                    + " coupons; leaves a page to look at in jmeter/target/comparison.",
            "Starts a product of its own."
        })
public final class CompareCommand implements Callable<Integer> {

    private final Screen screen;
    private final Path stateDirectory;
    private final Path module;
    private final Clock clock;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--users",
            defaultValue = "2000",
            description = "At the same time: threads of JMeter (default: ${DEFAULT-VALUE}).")
    private int users;

    @Option(
            names = "--claims",
            description = "In all, each by somebody else (default: ten times --users).")
    private @Nullable Integer claims;

    @Option(names = "--coupons", description = "How many there are (default: as many as claims).")
    private @Nullable Integer coupons;

    @Option(
            names = "--ramp",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "Until all users have started (default: ${DEFAULT-VALUE}).")
    private int ramp;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "How often each road runs (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--roads",
            split = ",",
            defaultValue = "v1,v2,v3",
            description = "Which, and in which order (default: ${DEFAULT-VALUE}).")
    private List<String> roads = List.of();

    @Option(
            names = "--no-warm-up",
            negatable = true,
            description = "Doesn't throw a first round away.")
    private boolean noWarmUp;

    /**
     * @param stateDirectory of a {@code ./rush up}
     * @param module the jmeter folder of the project
     */
    public CompareCommand(Screen screen, Path stateDirectory, Path module, Clock clock) {
        this.screen = screen;
        this.stateDirectory = stateDirectory;
        this.module = module;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        CompareOptions options = Usage.of(spec, this::options);
        JMeter jmeter = new JMeter(module);
        Path target = module.resolve("target");
        try (Borrowed product = Borrowed.own(stateDirectory, screen)) {
            Comparison comparison =
                    new RoadComparison(product.state(), jmeter, screen, clock)
                            .run(options, Usage.typed(spec), target);
            print(comparison);
            screen.line(
                    "Look at %s", ComparisonPage.write(comparison, target.resolve("comparison")));
            return comparison.kept() ? 0 : 1;
        }
    }

    private CompareOptions options() {
        int inAll = claims == null ? Math.multiplyExact(10, users) : claims;
        return new CompareOptions(
                users,
                inAll,
                coupons == null ? inAll : coupons,
                ramp,
                rounds,
                !noWarmUp,
                roads.stream().map(CompareCommand::road).toList(),
                ThreadLocalRandom.current().nextLong(1L << 32));
    }

    private static Road road(String name) {
        return Stream.of(Road.values())
                .filter(road -> road.id().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "--roads: there is no road \"%s\", only %s"
                                                .formatted(
                                                        name,
                                                        Stream.of(Road.values())
                                                                .map(Road::id)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    private void print(Comparison comparison) {
        for (Contender contender : comparison.contenders()) {
            screen.line(
                    "%s %,8.0f rows/s (%,.0f to %,.0f)  p99 %,6.0f ms (%,.0f to %,.0f)  %s",
                    contender.id(),
                    contender.issuedPerSecond().median(),
                    contender.issuedPerSecond().min(),
                    contender.issuedPerSecond().max(),
                    contender.p99().median(),
                    contender.p99().min(),
                    contender.p99().max(),
                    contender.kept() ? "every promise kept" : "A PROMISE WAS BROKEN");
        }
        for (Ratio ratio : comparison.ratios()) {
            screen.line(
                    "%s / %s, %s: %.2f (%.2f to %.2f)",
                    ratio.of(),
                    ratio.to(),
                    ratio.measure(),
                    ratio.times().median(),
                    ratio.times().min(),
                    ratio.times().max());
        }
    }
}
