package io.couponrush.worker.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.recovery.domain.Doubt;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class WorkerMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WorkerMeters meters = new WorkerMeters(registry);

    @Test
    void everyCauseOfARebuildIsThereFromTheStart() {
        assertThat(WorkerMeters.REBUILD_CAUSES)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Doubt.values()).map(Enum::name).toList());
        assertThat(registry.find(WorkerMeters.REBUILDS).counters())
                .hasSize(Doubt.values().length)
                .allSatisfy(counter -> assertThat(counter.count()).isZero());
    }

    @Test
    void aFaultThatSomebodyElseMadeUpIsOneOfTheOthers() {
        int before = registry.getMeters().size();

        for (int i = 0; i < 100; i++) {
            meters.deadLettered("FAULT_" + i);
            meters.recorded("FAULT_" + i);
            meters.deskAction("replay", "FAULT_" + i, "REPLAYED");
        }

        assertThat(registry.getMeters()).hasSize(before);
        assertThat(count(WorkerMeters.DEAD_LETTERS, "fault", "OTHER")).isEqualTo(100);
    }

    @Test
    void aClockThatIsBehindCountsAsNoWait() {
        meters.issued("v3", 2, List.of(Duration.ofSeconds(-3), Duration.ofSeconds(2)), 0);

        var timer = registry.get(WorkerMeters.ISSUE_LATENCY).tag("version", "v3").timer();
        assertThat(timer.count()).isEqualTo(2);
        assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(count(WorkerMeters.ROWS, "version", "v3")).isEqualTo(2);
    }

    @Test
    void answersAndVersionsAreThereFromTheStart() {
        assertThat(
                        registry.find(WorkerMeters.CLAIMS).counters().stream()
                                .map(Counter::getId)
                                .map(id -> id.getTag("version") + " " + id.getTag("answer"))
                                .collect(Collectors.toSet()))
                .hasSize(2 * WorkerMeters.Answer.values().length)
                .contains("v1 issued", "v2 unavailable");
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }
}
