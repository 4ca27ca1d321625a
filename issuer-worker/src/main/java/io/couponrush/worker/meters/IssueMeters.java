package io.couponrush.worker.meters;

import io.couponrush.events.RejectionReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.List;

/** What became of admitted claims. */
final class IssueMeters {

    private final ByName<String, Counter> rows;
    private final ByName<String, Timer> latency;
    private final ByName<RejectionReason, Counter> rejected;
    private final DistributionSummary batch;
    private final Counter duplicates;
    private final Counter elsewhere;

    IssueMeters(MeterRegistry registry) {
        rows =
                ByName.of(
                        List.of("v1", "v2", "v3"),
                        road -> registry.counter(WorkerMeters.ROWS, "version", road));
        latency =
                ByName.of(
                        List.of("v2", "v3"),
                        road ->
                                Timer.builder(WorkerMeters.ISSUE_LATENCY)
                                        .tag("version", road)
                                        .serviceLevelObjectives(Bounds.waits())
                                        .register(registry));
        rejected =
                ByName.of(
                        List.of(RejectionReason.values()),
                        reason -> registry.counter(WorkerMeters.REJECTED, "reason", reason.name()));
        batch =
                DistributionSummary.builder(WorkerMeters.BATCH)
                        .serviceLevelObjectives(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000)
                        .register(registry);
        duplicates = registry.counter(WorkerMeters.DUPLICATES);
        elsewhere = registry.counter(WorkerMeters.ELSEWHERE);
    }

    void issued(String road, int requests, List<Duration> waits, int existingRows) {
        if (road.equals("v3")) {
            batch.record(requests);
        }
        rows.of(road).increment(waits.size());
        Timer timer = latency.of(road);
        // a timer leaves out what is below 0
        waits.forEach(wait -> timer.record(wait.isNegative() ? Duration.ZERO : wait));
        duplicates.increment(existingRows);
    }

    void issuedUnderLock() {
        rows.of("v1").increment();
    }

    void elsewhere(int claims) {
        elsewhere.increment(claims);
    }

    void rejected(RejectionReason reason, int claims) {
        rejected.of(reason).increment(claims);
    }
}
