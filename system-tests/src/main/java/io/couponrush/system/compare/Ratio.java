package io.couponrush.system.compare;

import java.util.List;
import java.util.function.ToDoubleFunction;
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
        ISSUED_PER_SECOND(Round::issuedPerSecond),
        FIRST_ANSWER_P99(round -> round.firstAnswer().p99());

        private final ToDoubleFunction<Round> value;

        Measure(ToDoubleFunction<Round> value) {
            this.value = value;
        }
    }

    static Ratio of(Measure measure, Contender above, Contender below) {
        DoubleStream times =
                above.rounds().stream()
                        .flatMapToDouble(
                                round ->
                                        neighbours(below, round.number()).stream()
                                                .mapToDouble(
                                                        other ->
                                                                divided(
                                                                        measure.value.applyAsDouble(
                                                                                round),
                                                                        measure.value.applyAsDouble(
                                                                                other))));
        return new Ratio(measure, above.id(), below.id(), Spread.of(times));
    }

    private static List<Round> neighbours(Contender contender, int number) {
        return contender.rounds().stream().filter(round -> round.number() == number).toList();
    }

    /** 0 against nothing: JSON has no infinity. */
    private static double divided(double above, double below) {
        return below == 0 ? 0 : above / below;
    }
}
