package io.couponrush.system.lab;

import io.couponrush.system.compare.Round;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A known situation, and when it has gone well. */
enum Scenario {
    /** Harm is what must be seen. */
    NO_LOCK(1_000, 30_000, 0, 30),
    HELD_50K(2_000, 50_000, 10, 80),
    HELD_100K(2_000, 100_000, 10, 80),
    HUNDRED(100, 100, 0, 0),
    TWO_THOUSAND(2_000, 1_000, 0, 0),
    TEN_THOUSAND(10_000, 100, 0, 0);

    private static final double MOST_P99_MILLIS = 2_000;

    private final int users;
    private final int stock;
    private final int rampSeconds;
    private final int holdSeconds;

    Scenario(int users, int stock, int rampSeconds, int holdSeconds) {
        this.users = users;
        this.stock = stock;
        this.rampSeconds = rampSeconds;
        this.holdSeconds = holdSeconds;
    }

    /**
     * @throws IllegalArgumentException if there is none of this name
     */
    static Scenario named(String name) {
        return Stream.of(values())
                .filter(scenario -> scenario.id().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no scenario \"%s\", only %s"
                                                .formatted(
                                                        name,
                                                        Stream.of(values())
                                                                .map(Scenario::id)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Load load() {
        return new Load(
                users, stock, Duration.ofSeconds(rampSeconds), Duration.ofSeconds(holdSeconds));
    }

    /** In seconds instead of minutes; what one tenth can't show keeps its size. */
    Load small() {
        return this == HUNDRED ? load() : load().small();
    }

    List<Strategy> strategies() {
        return switch (this) {
            case NO_LOCK -> List.of(Strategy.NONE);
            case HELD_50K, HELD_100K, HUNDRED ->
                    Strategy.compared().stream().filter(Strategy::mustKeep).toList();
            case TWO_THOUSAND, TEN_THOUSAND -> List.of(Strategy.KAFKA_QUEUE);
        };
    }

    /** What went wrong by this scenario's rule, in words; empty: it passed. */
    List<String> faults(Measured measured, Load used) {
        List<String> faults = new ArrayList<>();
        Round round = measured.round();
        if (!measured.strategy().mustKeep()) {
            if (measured.kept()) {
                faults.add("without a lock nothing went wrong: the race was too narrow to be seen");
            }
            return faults;
        }
        if (!measured.kept()) {
            faults.add("a promise is broken: " + round.books());
        }
        if (used.hold().isZero()) {
            checkOnce(measured, used, faults);
        }
        return faults;
    }

    private void checkOnce(Measured measured, Load used, List<String> faults) {
        Round round = measured.round();
        long wanted = Math.min(used.users(), used.stock());
        if (measured.strategy().givesAll() && round.books().rows() != wanted) {
            faults.add("%,d rows, not %,d".formatted(round.books().rows(), wanted));
        }
        if (this == TWO_THOUSAND || this == TEN_THOUSAND) {
            if (measured.serverErrors() > 0) {
                faults.add("%,d answers of 5xx".formatted(measured.serverErrors()));
            }
        }
        if (this == TWO_THOUSAND && round.firstAnswer().p99() >= MOST_P99_MILLIS) {
            faults.add("p99 %,.0f ms, not below 2 s".formatted(round.firstAnswer().p99()));
        }
    }
}
