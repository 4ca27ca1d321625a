package io.couponrush.system.compare;

import io.couponrush.system.measure.Latency;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A comparison with numbers that are easy to find again. */
final class Sample {

    static final String HOSTILE = "</script><script>alert(1)</script>";

    private Sample() {}

    static Comparison comparison(Contender... contenders) {
        return Comparison.of(
                "Roads & rounds",
                List.of("Said to a stranger."),
                Instant.parse("2026-11-21T10:00:00Z"),
                "./rush compare --rounds 2",
                Map.of("load", HOSTILE),
                "fast",
                List.of(contenders));
    }

    static Contender contender(String id, int hue, Round... rounds) {
        return Contender.of(id, "The " + id + " one", "does it.", hue, null, List.of(rounds));
    }

    static Round round(int number, double issuedPerSecond, double p99) {
        return round(number, issuedPerSecond, p99, new Books(4_000, 4_000, 0, 0, 0, 0));
    }

    static Round round(int number, double issuedPerSecond, double p99, Books books) {
        return new Round(
                number,
                5_000,
                3,
                Map.of("201", 4_000L, "409 SOLD_OUT", 997L, "503", 3L),
                issuedPerSecond * 1.25,
                new Latency(5_000, p99 / 4, p99 / 2, p99, p99 * 2),
                issuedPerSecond,
                4_000 / issuedPerSecond,
                books,
                Timeline.of(250, List.of(0L, 10L, 251L), List.of(600L)));
    }
}
