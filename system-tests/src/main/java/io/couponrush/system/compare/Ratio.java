package io.couponrush.system.compare;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * One contender's number divided by another's. Each round is divided by its neighbour, not median
 * by median: a slow minute of the machine hits both.
 *
 * @param measure what was divided
 * @param of id of the contender above the line
 * @param to id of the one below
 */
public record Ratio(Measure measure, String of, String to, Spread times) {

    /** What can be divided. */
    public enum Measure {
        ISSUED_PER_SECOND,
        FIRST_ANSWER_P99;

        private double of(Round round) {
            return switch (this) {
                case ISSUED_PER_SECOND -> round.issuedPerSecond();
                case FIRST_ANSWER_P99 -> round.firstAnswer().p99();
            };
        }
    }

    static Ratio of(Measure measure, Contender above, Contender below) {
        DoubleStream.Builder times = DoubleStream.builder();
        for (Round round : above.rounds()) {
            for (Round neighbour : neighbours(below, round.number())) {
                times.add(divided(measure.of(round), measure.of(neighbour)));
            }
        }
        return new Ratio(measure, above.id(), below.id(), Spread.of(times.build()));
    }

    private static List<Round> neighbours(Contender contender, int number) {
        return contender.rounds().stream().filter(round -> round.number() == number).toList();
    }

    /** 0 against nothing: JSON has no infinity. */
    private static double divided(double above, double below) {
        return below == 0 ? 0 : above / below;
    }
}
