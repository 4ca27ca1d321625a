package io.couponrush.worker.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Of what crashes left behind, and of gates that were lost. */
final class RecoveryMeters {

    private final ByName<String, Counter> rebuilds;
    private final Timer rebuildTime;
    private final Counter republished;
    private final Counter adopted;
    private final AtomicInteger rebuilding = new AtomicInteger();
    private final AtomicInteger leads = new AtomicInteger();

    RecoveryMeters(MeterRegistry registry) {
        rebuilds =
                ByName.of(
                        WorkerMeters.REBUILD_CAUSES,
                        cause -> registry.counter(WorkerMeters.REBUILDS, "cause", cause));
        rebuildTime = registry.timer(WorkerMeters.REBUILD_TIME);
        republished = registry.counter(WorkerMeters.REPUBLISHED);
        adopted = registry.counter(WorkerMeters.ADOPTED);
        Gauge.builder(WorkerMeters.REBUILDING, rebuilding, AtomicInteger::get).register(registry);
        Gauge.builder(WorkerMeters.RECOVERING, leads, AtomicInteger::get).register(registry);
    }

    void rebuildBegun(String cause) {
        rebuilds.of(cause).increment();
    }

    void rebuilt(Duration shut) {
        rebuildTime.record(shut);
    }

    void rebuilding(int coupons) {
        rebuilding.set(coupons);
    }

    void republished(int claims) {
        republished.increment(claims);
    }

    void adopted(int claims) {
        adopted.increment(claims);
    }

    void leads(boolean whether) {
        leads.set(whether ? 1 : 0);
    }
}
