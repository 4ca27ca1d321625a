package io.couponrush.worker.meters;

import io.couponrush.worker.meters.WorkerMeters.Answer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Of v1 and v2, which wait for nothing. */
final class RoadMeters {

    private static final List<String> ROADS = List.of("v1", "v2");

    private final ByName<String, ByName<Answer, Counter>> claims;
    private final ByName<String, Timer> latency;
    private final Counter admitted;
    private final Counter returned;

    RoadMeters(MeterRegistry registry) {
        claims = ByName.of(ROADS, road -> counters(registry, road));
        latency =
                ByName.of(
                        ROADS,
                        road ->
                                Timer.builder(WorkerMeters.CLAIM_LATENCY)
                                        .tag("version", road)
                                        .serviceLevelObjectives(Bounds.patience())
                                        .register(registry));
        admitted = registry.counter(WorkerMeters.ROAD_ADMITTED);
        returned = registry.counter(WorkerMeters.ROAD_RETURNED);
    }

    private static ByName<Answer, Counter> counters(MeterRegistry registry, String road) {
        return ByName.of(
                List.of(Answer.values()),
                answer ->
                        registry.counter(
                                WorkerMeters.CLAIMS,
                                "version",
                                road,
                                "answer",
                                answer.name().toLowerCase(Locale.ROOT)));
    }

    void answered(String road, Answer answer, Duration took) {
        claims.of(road).of(answer).increment();
        latency.of(road).record(took);
    }

    void admitted() {
        admitted.increment();
    }

    void returned() {
        returned.increment();
    }
}
