package io.couponrush.system.compare;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One way to do it, and how it did.
 *
 * @param id short and stable
 * @param name for people
 * @param about one sentence for somebody who doesn't know it
 * @param hue which of the page's colours, from 0; the same contender keeps its colour on every page
 * @param dashboard where more can be read, relative to the page
 * @param typical number of the round in the middle by issued rows a second: the one that is drawn
 */
public record Contender(
        String id,
        String name,
        String about,
        int hue,
        @Nullable String dashboard,
        int typical,
        Spread issuedPerSecond,
        Spread answersPerSecond,
        Spread lastRowSeconds,
        Spread p50,
        Spread p95,
        Spread p99,
        Spread slowest,
        List<Round> rounds) {

    /** How many colours the page has. */
    public static final int HUES = 10;

    public Contender {
        rounds = List.copyOf(rounds);
        if (hue < 0 || hue >= HUES) {
            throw new IllegalArgumentException("no colour " + hue);
        }
    }

    /**
     * @param rounds at least one
     */
    public static Contender of(
            String id,
            String name,
            String about,
            int hue,
            @Nullable String dashboard,
            List<Round> rounds) {
        return new Contender(
                id,
                name,
                about,
                hue,
                dashboard,
                typical(rounds).number(),
                over(rounds, Round::issuedPerSecond),
                over(rounds, Round::answersPerSecond),
                over(rounds, Round::lastRowSeconds),
                over(rounds, round -> round.firstAnswer().p50()),
                over(rounds, round -> round.firstAnswer().p95()),
                over(rounds, round -> round.firstAnswer().p99()),
                over(rounds, round -> round.firstAnswer().max()),
                rounds);
    }

    /** Of two in the middle the slower one. */
    public static Round typical(List<Round> rounds) {
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        return rounds.stream()
                .sorted(Comparator.comparingDouble(Round::issuedPerSecond))
                .toList()
                .get((rounds.size() - 1) / 2);
    }

    /** Whether the books were clean in every round. */
    public boolean kept() {
        return rounds.stream().allMatch(round -> round.books().clean());
    }

    private static Spread over(List<Round> rounds, ToDoubleFunction<Round> value) {
        return Spread.of(rounds.stream().mapToDouble(value));
    }
}
