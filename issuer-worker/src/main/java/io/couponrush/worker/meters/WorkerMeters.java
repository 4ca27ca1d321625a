package io.couponrush.worker.meters;

import io.couponrush.events.RejectionReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

import java.util.Set;

/**
 * The worker's own meters. Names, tags and tag values are public API: dashboards and alerts name
 * them, so a change is announced like a change of the HTTP API.
 *
 * <p>They obey, over all workers and since the first claim: admissions (counted by the gateway) =
 * {@value #ROWS} + {@value #REJECTED} + {@value #DEAD_LETTERS} + claims still pending. A redelivery
 * counts under {@value #DUPLICATES} and in none of the others.
 */
@Component
public class WorkerMeters {

    /** Counter: rows committed to {@code user_coupon}. */
    public static final String ROWS = "rush.issue.rows";

    /** Counter: issue requests whose row existed already. */
    public static final String DUPLICATES = "rush.issue.duplicates";

    /** Counter, tag {@code reason}: admitted claims that will never become a row. */
    public static final String REJECTED = "rush.issue.rejected";

    /** Summary: issue requests a transaction. */
    public static final String BATCH = "rush.issue.batch";

    /** Counter, tag {@code fault}: records moved to the dead-letter topic. */
    public static final String DEAD_LETTERS = "rush.deadletters";

    /** Counter, tag {@code outcome}: attempts to announce a coupon. */
    public static final String ANNOUNCEMENTS = "rush.announcements";

    /** The values of that tag; what each means stands in the head of write-gate.lua. */
    public static final Set<String> ANNOUNCEMENT_OUTCOMES =
            Set.of("created", "updated", "current", "stale", "missing", "foreign", "failed");

    private final MeterRegistry registry;
    private final Counter rows;
    private final Counter duplicates;
    private final DistributionSummary batch;

    WorkerMeters(MeterRegistry registry) {
        this.registry = registry;
        rows = Counter.builder(ROWS).register(registry);
        duplicates = Counter.builder(DUPLICATES).register(registry);
        batch = DistributionSummary.builder(BATCH).register(registry);
        for (RejectionReason reason : RejectionReason.values()) {
            rejectedCounter(reason);
        }
        ANNOUNCEMENT_OUTCOMES.forEach(this::announcementCounter);
    }

    /** A transaction of {@code requests} issue requests has been committed with so many rows. */
    public void issued(int requests, int newRows, int existingRows) {
        batch.record(requests);
        rows.increment(newRows);
        duplicates.increment(existingRows);
    }

    public void rejected(RejectionReason reason, int claims) {
        rejectedCounter(reason).increment(claims);
    }

    /**
     * @param fault a short stable word out of a small fixed set, never a message
     */
    public void deadLettered(String fault) {
        registry.counter(DEAD_LETTERS, "fault", fault).increment();
    }

    /**
     * @param outcome one of {@link #ANNOUNCEMENT_OUTCOMES}
     */
    public void announced(String outcome) {
        announcementCounter(outcome).increment();
    }

    private Counter announcementCounter(String outcome) {
        return registry.counter(ANNOUNCEMENTS, "outcome", outcome);
    }

    private Counter rejectedCounter(RejectionReason reason) {
        return registry.counter(REJECTED, "reason", reason.name());
    }
}
