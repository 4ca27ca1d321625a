package io.couponrush.system.compare;

import static io.couponrush.system.compare.Sample.comparison;
import static io.couponrush.system.compare.Sample.contender;
import static io.couponrush.system.compare.Sample.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.system.compare.Ratio.Measure;

import org.junit.jupiter.api.Test;

import java.util.List;

class ComparisonTest {

    private static final Contender SLOW =
            contender("slow", 0, round(1, 100, 800), round(2, 200, 400), round(3, 50, 1_000));
    private static final Contender FAST =
            contender("fast", 2, round(1, 1_000, 80), round(2, 1_000, 80), round(3, 1_000, 80));

    @Test
    void ratiosAreMadeWithinARound() {
        List<Ratio> ratios = comparison(SLOW, FAST).ratios();

        assertThat(ratios)
                .containsExactly(
                        new Ratio(Measure.ISSUED_PER_SECOND, "fast", "slow", new Spread(5, 10, 20)),
                        new Ratio(
                                Measure.FIRST_ANSWER_P99,
                                "fast",
                                "slow",
                                new Spread(0.08, 0.1, 0.2)));
    }

    @Test
    void thereAreNoRatiosWithoutTheReference() {
        assertThat(comparison(SLOW).ratios()).isEmpty();
    }

    @Test
    void theTypicalRoundIsTheOneInTheMiddle() {
        assertThat(SLOW.typical()).isEqualTo(1);
        assertThat(SLOW.issuedPerSecond()).isEqualTo(new Spread(50, 100, 200));
        assertThat(Contender.typical(List.of(round(1, 9, 1), round(2, 5, 1))).number())
                .isEqualTo(2);
    }

    @Test
    void oneBadRoundIsABrokenPromise() {
        assertThat(comparison(SLOW, FAST).kept()).isTrue();

        for (Books books :
                List.of(
                        new Books(10, 11, 1, 0, 0, 0),
                        new Books(10, 10, 0, 1, 0, 0),
                        new Books(10, 9, 0, 0, 1, 0),
                        new Books(10, 10, 0, 0, 0, 1))) {
            Contender bad = contender("bad", 1, round(1, 100, 10), round(2, 100, 10, books));
            assertThat(comparison(FAST, bad).kept()).isFalse();
        }
    }

    @Test
    void theTimelineCountsStepsAndTakesWhatCameEarlyAsTheFirst() {
        Timeline line = Timeline.of(250, List.of(-2L, 0L, 249L, 250L, 1_000L), List.of());

        assertThat(line.answers()).containsExactly(3L, 1L, 0L, 0L, 1L);
        assertThat(line.rows()).isEmpty();
    }

    @Test
    void nothingIsNoComparison() {
        assertThatThrownBy(Sample::comparison).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> contender("x", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> contender("x", Contender.HUES, round(1, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
