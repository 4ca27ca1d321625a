package io.couponrush.system.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.couponrush.system.measure.Latency;
import io.couponrush.system.measure.Machine;
import io.couponrush.system.overload.OverloadReport.Ratio;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class OverloadReportTest {

    private static final OverloadOptions OPTIONS = options(3, List.of(1, 5), Duration.ofSeconds(6));

    @Test
    void theBestIsOfTheSameRoundWhateverTheLoad() {
        OverloadReport report =
                report(round(1_000, 900, 800), round(1_000, 1_100, 990), round(10, 20, 8));

        Ratio five = report.ratios().getLast();

        assertThat(five.load()).isEqualTo(5);
        assertThat(five.min()).isCloseTo(0.4, within(1e-9));
        assertThat(five.median()).isCloseTo(0.8, within(1e-9));
        assertThat(five.max()).isCloseTo(0.9, within(1e-9));
    }

    @Test
    void thePageNamesLoadsRatiosAndTheVerdict() {
        assertThat(OverloadTable.page(report(round(1_000, 900, 800), round(2_000, 1_000, 1_800))))
                .contains("# Overload, 2026-11-21")
                .contains("`./rush overload` on ")
                .contains("Servers: Kafka 4.2.1; load on core 1.")
                .contains("| closed loop | 0 (0 – 0) | 1,500 (1,000 – 2,000) |")
                .contains("| 5 × | 5,000 (5,000 – 5,000) | 1,300 (800 – 1,800) |")
                .contains("| 14 | 2 |")
                .contains("| 5 × | 0.85 | 0.80 – 0.90 | ≥ 0.8 |")
                .contains("Every promise was held on every coupon.");
    }

    @Test
    void aBrokenPromiseIsNotHidden() {
        Round broken = new Round(List.of(result(0, 1, "P1: too many"), result(1, 1), result(5, 1)));

        OverloadReport report = report(broken);

        assertThat(report.held()).isFalse();
        assertThat(OverloadTable.page(report)).contains("broken:** P1: too many");
    }

    @Test
    void refusesOptionsThatMeasureNothing() {
        assertThatThrownBy(() -> options(0, List.of(1), Duration.ofSeconds(6)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options(1, List.of(), Duration.ofSeconds(6)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options(1, List.of(0), Duration.ofSeconds(6)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options(1, List.of(1), OverloadOptions.RUN_IN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static OverloadOptions options(int rounds, List<Integer> loads, Duration offer) {
        return new OverloadOptions(
                rounds, loads, offer, Duration.ZERO, 1_000, 1, Path.of("results"));
    }

    private static OverloadReport report(Round... rounds) {
        return OverloadReport.of(
                Instant.parse("2026-11-21T22:00:00Z"),
                "./rush overload",
                Machine.here(),
                List.of("Kafka 4.2.1"),
                "load on core 1",
                OPTIONS,
                List.of(rounds));
    }

    private static Round round(double closed, double one, double five) {
        return new Round(List.of(result(0, closed), result(5, five), result(1, one)));
    }

    private static LoadResult result(int load, double goodput, String... broken) {
        Latency none = new Latency(0, 0, 0, 0, 0);
        return new LoadResult(
                load,
                load * 1_000,
                goodput,
                Map.of("QUEUED", 10L, "OVERLOADED", 7L, "UNCONFIRMED", 1L),
                none,
                none,
                none,
                0.1,
                Map.of("gateway", 0.5),
                List.of(broken));
    }
}
