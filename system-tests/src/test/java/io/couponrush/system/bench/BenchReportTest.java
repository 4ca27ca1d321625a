package io.couponrush.system.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.couponrush.system.bench.BenchReport.Ratio;
import io.couponrush.system.measure.Latency;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class BenchReportTest {

    private static final BenchOptions OPTIONS =
            new BenchOptions(3, 1_000, 64, 5_000, 1, Path.of("results"));

    @Test
    void ratiosAreMadeWithinARound() {
        BenchReport report =
                report(round(1_000, 400, 10), round(2_000, 1_000, 10), round(10, 6, 10));

        Ratio ratio = report.ratios().getFirst();

        assertThat(ratio.name()).isEqualTo("b/a");
        assertThat(ratio.min()).isCloseTo(0.4, within(1e-9));
        assertThat(ratio.median()).isCloseTo(0.5, within(1e-9));
        assertThat(ratio.max()).isCloseTo(0.6, within(1e-9));
        assertThat(report.complete()).isTrue();
    }

    @Test
    void anAcceptedClaimWithoutRowMakesTheNumbersVoid() {
        BenchReport report = report(round(1_000, 400, 10), round(1_000, 400, 9));

        assertThat(report.complete()).isFalse();
        assertThat(BenchTable.page(report)).contains("void");
    }

    @Test
    void aBacklogThatDidNotBecomeRowsMakesTheNumbersVoid() {
        Round round = round(1_000, 400, 10);
        Round short1 = new Round(round.stages(), new DrainResult(5_000, 9_999, 1, 1, 1), 10, 10);

        assertThat(report(short1).complete()).isFalse();
    }

    @Test
    void theTableNamesEveryStepAndRatio() {
        String page = BenchTable.page(report(round(1_000, 400, 10), round(2_000, 1_000, 10)));

        assertThat(page)
                .contains("# Bench of 2026-11-21")
                .contains("./rush bench --rounds 2")
                .contains("Kafka 4.2.1")
                .contains("| a | authenticated no-op | 1,500 (1,000 – 2,000) |")
                .contains("| b | v3 claim, admitted | 700 (400 – 1,000) |")
                .contains("| rows the worker drains from 5,000 waiting messages | 50 (50 – 50) |")
                .contains("| b/a | 0.45 | 0.40 – 0.50 | ≥ 0.4 |")
                .contains("| drain/bare | 0.50 | 0.50 – 0.50 | ≥ 0.3 |")
                .contains("| the same after an outage of the database | 40 (40 – 40) |")
                .contains("| outage/drain | 0.80 | 0.80 – 0.80 |  |")
                .contains("Every accepted claim became a row.");
        for (Stage stage : Stage.values()) {
            assertThat(page).contains(stage.title());
        }
    }

    @Test
    void onlyExpectedAnswersCount() {
        StageTally tally = new StageTally(Stage.ADMITTED);
        tally.add(0, 1_000_000_000, "202");
        tally.add(0, 2_000_000_000, "503");
        tally.add(1_000_000_000, 2_000_000_000, "202");

        StageResult result = tally.result();

        assertThat(result.expected()).isEqualTo(2);
        assertThat(result.others()).isEqualTo(Map.of("503", 1L));
        assertThat(result.perSecond()).isEqualTo(1);
        assertThat(result.millis().count()).isEqualTo(2);
    }

    @Test
    void aStageWithoutExpectedAnswersHasNoThroughput() {
        StageTally tally = new StageTally(Stage.NOOP);
        tally.add(0, 1_000_000_000, "401");

        assertThat(tally.result().perSecond()).isZero();
    }

    @Test
    void refusesOptionsThatMeasureNothing() {
        assertThatThrownBy(() -> new BenchOptions(0, 1_000, 64, 5_000, 1, Path.of("results")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BenchOptions(1, 10, 64, 5_000, 1, Path.of("results")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static BenchReport report(Round... rounds) {
        return BenchReport.of(
                Instant.parse("2026-11-21T23:30:00Z"),
                "./rush bench --rounds 2",
                List.of("Kafka 4.2.1", "Redis 6.2.11"),
                OPTIONS,
                List.of(rounds));
    }

    private static Round round(double noop, double admitted, long rows) {
        List<StageResult> stages =
                Arrays.stream(Stage.values())
                        .map(
                                stage ->
                                        result(
                                                stage,
                                                stage == Stage.NOOP
                                                        ? noop
                                                        : stage == Stage.ADMITTED ? admitted : 1))
                        .toList();
        return new Round(stages, new DrainResult(5_000, 10_000, 50, 40, 100), 10, rows);
    }

    private static StageResult result(Stage stage, double perSecond) {
        return new StageResult(
                stage, 10, Map.of(), 1, perSecond, new Latency(10, 1.0, 2.0, 3.0, 4.0));
    }
}
