package io.couponrush.system.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.system.compare.Books;
import io.couponrush.system.compare.Round;
import io.couponrush.system.compare.Timeline;
import io.couponrush.system.guarantee.DatabaseDump;
import io.couponrush.system.guarantee.DatabaseDump.Row;
import io.couponrush.system.measure.Latency;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pass rules, each shown what breaks it. */
class ScenarioTest {

    private static final Books CLEAN = new Books(1_000, 1_000, 0, 0, 0, 0);

    @Test
    void twoThousandWantsAllRowsNoServerErrorAndAQuickAnswer() {
        assertThat(faults(Scenario.TWO_THOUSAND, Strategy.KAFKA_QUEUE, CLEAN, 1_999, 0)).isEmpty();
        assertThat(faults(Scenario.TWO_THOUSAND, Strategy.KAFKA_QUEUE, CLEAN, 2_000, 0))
                .singleElement()
                .asString()
                .contains("p99");
        assertThat(faults(Scenario.TWO_THOUSAND, Strategy.KAFKA_QUEUE, CLEAN, 1, 1))
                .singleElement()
                .asString()
                .contains("5xx");
        assertThat(
                        faults(
                                Scenario.TWO_THOUSAND,
                                Strategy.KAFKA_QUEUE,
                                new Books(1_000, 999, 0, 0, 0, 0),
                                1,
                                0))
                .containsExactly("999 rows, not 1,000");
    }

    @Test
    void nobodyButNoneMayBreakAPromise() {
        Books oversold = new Books(50_000, 50_001, 1, 0, 0, 0);
        assertThat(faults(Scenario.HELD_50K, Strategy.PESSIMISTIC, oversold, 1, 0)).hasSize(1);
        assertThat(faults(Scenario.NO_LOCK, Strategy.NONE, oversold, 1, 0)).isEmpty();
    }

    @Test
    void withoutALockHarmMustBeSeen() {
        assertThat(faults(Scenario.NO_LOCK, Strategy.NONE, CLEAN, 1, 0)).hasSize(1);
    }

    @Test
    void optimistsMaySendLosersAway() {
        Books few = new Books(100, 7, 0, 0, 0, 0);
        assertThat(faults(Scenario.HUNDRED, Strategy.OPTIMISTIC, few, 1, 0)).isEmpty();
        assertThat(faults(Scenario.HUNDRED, Strategy.PESSIMISTIC, few, 1, 0)).hasSize(1);
    }

    @Test
    void aNameThatIsNoneNamesThoseThatAre() {
        assertThatThrownBy(() -> Scenario.named("x")).hasMessageContaining("held-50k");
        assertThatThrownBy(() -> Strategy.named("x")).hasMessageContaining("redisson-fair");
        for (Strategy strategy : Strategy.values()) {
            assertThat(Strategy.named(strategy.id())).isEqualTo(strategy);
        }
    }

    @Test
    void theShortFormIsATenth() {
        assertThat(Scenario.HELD_50K.small())
                .isEqualTo(new Load(200, 5_000, Duration.ofSeconds(1), Duration.ofSeconds(3)));
        assertThat(Scenario.TEN_THOUSAND.small()).isEqualTo(Load.once(1_000, 10));
        assertThat(Scenario.HUNDRED.small()).isEqualTo(Load.once(100, 100));
    }

    @Test
    void theBooksSayWhatWentWrong() {
        Instant now = Instant.EPOCH;
        DatabaseDump rows =
                new DatabaseDump(
                        2,
                        1,
                        List.of(
                                new Row(1, null, now),
                                new Row(1, null, now),
                                new Row(2, null, now)),
                        List.of());

        assertThat(LabRun.books(Set.of(1L, 2L, 3L), rows)).isEqualTo(new Books(2, 3, 1, 1, 1, 2));
    }

    private static List<String> faults(
            Scenario scenario, Strategy strategy, Books books, double p99, long serverErrors) {
        Round round =
                new Round(
                        1,
                        1,
                        0,
                        Map.of(),
                        1,
                        new Latency(1, p99, p99, p99, p99),
                        1,
                        1,
                        books,
                        Timeline.of(250, List.of(), List.of()));
        return scenario.faults(new Measured(strategy, round, serverErrors), scenario.load());
    }
}
