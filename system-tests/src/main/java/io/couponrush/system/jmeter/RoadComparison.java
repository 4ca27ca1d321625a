package io.couponrush.system.jmeter;

import io.couponrush.localstack.product.ProductState;
import io.couponrush.system.compare.Comparison;
import io.couponrush.system.compare.Contender;
import io.couponrush.system.compare.Round;
import io.couponrush.system.console.Screen;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The roads in interleaved rounds. Each round begins with another road, so that none always runs
 * behind the one that leaves most work to the database.
 */
final class RoadComparison {

    private static final List<String> ABOUT =
            List.of(
                    "Coupon Rush gives out a limited number of coupons, first come first served, to"
                        + " far more people than there are coupons. This page compares the ways to"
                        + " do that: every road gets a fresh coupon, the same number of users and"
                        + " the same JMeter thread group, and what counts is rows in the database:"
                        + " coupons that really have an owner.",
                    "An early answer and an early row are two things. v1 and v2 answer when the row"
                        + " is written. v3 answers when the claim can no longer be lost, and the"
                        + " row follows; JMeter then asks for every ticket until it is known how it"
                        + " ended.");

    private final ProductState product;
    private final JMeter jmeter;
    private final Screen screen;
    private final Clock clock;

    RoadComparison(ProductState product, JMeter jmeter, Screen screen, Clock clock) {
        this.product = product;
        this.jmeter = jmeter;
        this.screen = screen;
        this.clock = clock;
    }

    /**
     * @param target folder for {@code dashboards/} and {@code comparison/}
     */
    Comparison run(CompareOptions options, String command, Path target) throws SQLException {
        Instant startedAt = clock.instant();
        RoadRun runs = new RoadRun(product, jmeter, screen, clock, options.seed());
        if (options.warmUp()) {
            screen.line("Warm-up, not counted");
            for (Road road : options.roads()) {
                runs.run(road, 0, options);
            }
        }
        Map<Road, List<RoadRun.Result>> results = new EnumMap<>(Road.class);
        for (int number = 1; number <= options.rounds(); number++) {
            screen.line("Round %d of %d", number, options.rounds());
            List<Road> order = new ArrayList<>(options.roads());
            Collections.rotate(order, 1 - number);
            for (Road road : order) {
                RoadRun.Result result = runs.run(road, number, options);
                print(road, result.round());
                results.computeIfAbsent(road, _ -> new ArrayList<>()).add(result);
            }
        }
        List<Contender> contenders = new ArrayList<>();
        results.forEach((road, of) -> contenders.add(contender(road, of, target)));
        return Comparison.of(
                "Roads to a coupon, side by side",
                ABOUT,
                startedAt,
                command,
                setting(options),
                Road.V3.id(),
                contenders);
    }

    private Contender contender(Road road, List<RoadRun.Result> results, Path target) {
        List<Round> rounds = results.stream().map(RoadRun.Result::round).toList();
        Round typical = Contender.typical(rounds);
        Path samples =
                results.stream()
                        .filter(result -> result.round().number() == typical.number())
                        .findFirst()
                        .orElseThrow()
                        .samples();
        screen.line("JMeter's dashboard of %s", road.id());
        jmeter.report(samples, target.resolve("dashboards").resolve(road.id()));
        return Contender.of(
                road.id(),
                road.title(),
                road.about(),
                road.hue(),
                "../dashboards/" + road.id() + "/index.html",
                rounds);
    }

    private void print(Road road, Round round) {
        screen.line(
                "  %s %,8.0f rows/s  last after %6.2f s  first answer p50 %,6.0f p99 %,6.0f ms "
                        + " %s%s",
                road.id(),
                round.issuedPerSecond(),
                round.lastRowSeconds(),
                round.firstAnswer().p50(),
                round.firstAnswer().p99(),
                round.answers(),
                round.books().clean() ? "" : "  BROKEN " + round.books());
    }

    private static Map<String, String> setting(CompareOptions options) {
        Map<String, String> setting = new LinkedHashMap<>();
        setting.put(
                "load",
                "%,d users at the same time, started within %d s; %,d claims for %,d coupons, by JMeter 5.6.3"
                        .formatted(
                                options.users(),
                                options.ramp(),
                                options.claims(),
                                options.coupons()));
        setting.put(
                "rounds",
                "%d, every road once in each, each round beginning with another road%s"
                        .formatted(
                                options.rounds(),
                                options.warmUp() ? "; one round before was thrown away" : ""));
        setting.put("shared", "servers, services and JMeter run on the same machine");
        return setting;
    }
}
