package io.couponrush.worker.meters;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.couponrush.events.UndecodableEventException.Fault;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Of dead letters, by what they died of. */
final class LetterMeters {

    private static final Set<String> FAULTS =
            Stream.concat(
                            Stream.of(Fault.values()).map(Fault::name),
                            Stream.of("UNEXPECTED_ERROR", "UNKNOWN", WorkerMeters.OTHER_FAULT))
                    .collect(toUnmodifiableSet());

    private final MeterRegistry registry;
    private final ByName<String, Counter> died;
    private final ByName<String, Counter> recorded;
    private final ByName<String, AtomicLong> open;
    private final Counter revived;

    LetterMeters(MeterRegistry registry) {
        this.registry = registry;
        died = counters(registry, WorkerMeters.DEAD_LETTERS);
        recorded = counters(registry, WorkerMeters.RECORDED);
        open = ByName.of(FAULTS, this::gauge);
        revived = registry.counter(WorkerMeters.REVIVED);
        for (String fault : FAULTS) {
            for (String outcome : List.of("NOT_FOUND", "REFUSED", "UNAVAILABLE")) {
                var _ = desk("replay", fault, outcome);
                var _ = desk("discard", fault, outcome);
            }
            var _ = desk("replay", fault, "REPLAYED");
            var _ = desk("discard", fault, "DISCARDED");
        }
    }

    void died(String fault) {
        died.of(bounded(fault)).increment();
    }

    void recorded(String fault) {
        recorded.of(bounded(fault)).increment();
    }

    void open(Map<String, Long> letters) {
        Map<String, Long> bounded = new HashMap<>();
        letters.forEach((fault, count) -> bounded.merge(bounded(fault), count, Long::sum));
        FAULTS.forEach(fault -> open.of(fault).set(bounded.getOrDefault(fault, 0L)));
    }

    void revived(int letters) {
        revived.increment(letters);
    }

    void handled(String action, String fault, String outcome) {
        desk(action, bounded(fault), outcome).increment();
    }

    /** Letters may be written by anybody who can write to the topic. */
    private static String bounded(String fault) {
        return FAULTS.contains(fault) ? fault : WorkerMeters.OTHER_FAULT;
    }

    private static ByName<String, Counter> counters(MeterRegistry registry, String name) {
        return ByName.of(FAULTS, fault -> registry.counter(name, "fault", fault));
    }

    private AtomicLong gauge(String fault) {
        AtomicLong letters = new AtomicLong();
        Gauge.builder(WorkerMeters.OPEN_LETTERS, letters, AtomicLong::get)
                .tag("fault", fault)
                .register(registry);
        return letters;
    }

    private Counter desk(String action, String fault, String outcome) {
        return registry.counter(
                WorkerMeters.DESK_ACTIONS, "action", action, "fault", fault, "outcome", outcome);
    }
}
