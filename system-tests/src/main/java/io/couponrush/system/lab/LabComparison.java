package io.couponrush.system.lab;

import io.couponrush.system.compare.Comparison;
import io.couponrush.system.compare.Contender;
import io.couponrush.system.compare.Round;
import io.couponrush.system.console.Screen;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All strategies in interleaved rounds. Each round begins with another one. */
final class LabComparison {

    private static final List<String> ABOUT =
            List.of(
                    "Coupon Rush gives out a limited number of coupons, first come first served, to"
                        + " far more people than there are coupons. Two who look at the same time"
                        + " both see the last coupon: this page compares the ways to keep that from"
                        + " happening. Those that lock do the same work, each on a coupon of its"
                        + " own; v2 and v3 run as the product has them.",
                    "\"No lock\" is wrong on purpose and shows what goes wrong without one. The"
                            + " others must never oversell; what they differ in is how long people"
                            + " wait, and how many are sent away without a true answer.");

    private final LabRun runs;
    private final Screen screen;

    LabComparison(LabRun runs, Screen screen) {
        this.runs = runs;
        this.screen = screen;
    }

    /**
     * @param warmUp whether a first round is thrown away: at a tenth of the load every round was
     *     still faster than the one before
     */
    Comparison run(
            List<Strategy> strategies,
            Load load,
            int rounds,
            boolean warmUp,
            Instant startedAt,
            String command)
            throws InterruptedException, SQLException {
        if (warmUp) {
            screen.line("Warm-up, not counted");
            for (Strategy strategy : strategies) {
                runs.run(strategy, 0, load);
            }
        }
        Map<Strategy, List<Round>> measured = new EnumMap<>(Strategy.class);
        for (int number = 1; number <= rounds; number++) {
            screen.line("Round %d of %d", number, rounds);
            List<Strategy> order = new ArrayList<>(strategies);
            Collections.rotate(order, 1 - number);
            for (Strategy strategy : order) {
                Measured of = runs.run(strategy, number, load);
                print(of, screen);
                measured.computeIfAbsent(strategy, _ -> new ArrayList<>()).add(of.round());
            }
        }
        List<Contender> contenders = new ArrayList<>();
        measured.forEach(
                (strategy, of) ->
                        contenders.add(
                                Contender.of(
                                        strategy.id(),
                                        strategy.title(),
                                        strategy.about(),
                                        strategy.hue(),
                                        null,
                                        of)));
        return Comparison.of(
                "Locks and other ways not to oversell",
                ABOUT,
                startedAt,
                command,
                setting(load, rounds, warmUp),
                Strategy.KAFKA_QUEUE.id(),
                contenders);
    }

    /** Whether all that must keep the promises did. */
    static boolean kept(Comparison comparison) {
        return comparison.contenders().stream()
                .filter(contender -> Strategy.named(contender.id()).mustKeep())
                .allMatch(Contender::kept);
    }

    static void print(Measured measured, Screen screen) {
        Round round = measured.round();
        screen.line(
                "  %-20s %,8.0f rows/s  %,7d rows  p50 %,6.0f p99 %,6.0f ms  %s%s",
                measured.strategy().id(),
                round.issuedPerSecond(),
                round.books().rows(),
                round.firstAnswer().p50(),
                round.firstAnswer().p99(),
                round.answers(),
                measured.kept() ? "" : "  BROKEN " + round.books());
    }

    private static Map<String, String> setting(Load load, int rounds, boolean warmUp) {
        Map<String, String> setting = new LinkedHashMap<>();
        setting.put("load", load.words());
        setting.put(
                "rounds",
                "%d, every strategy once in each, each round beginning with another one%s"
                        .formatted(rounds, warmUp ? "; one round before was thrown away" : ""));
        setting.put(
                "where",
                "claims go to the worker, those of the queue to the gateway; servers, services and"
                        + " load run on the same machine");
        return setting;
    }
}
