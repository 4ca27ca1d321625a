package io.couponrush.worker.meters;

import io.couponrush.events.RejectionReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The worker's own meters. Names, tags and tag values are public API: dashboards and alerts name
 * them, so a change is announced like a change of the HTTP API.
 *
 * <p>They obey, over all workers and since the first claim: admissions (counted by the gateway) +
 * {@value #ROAD_ADMITTED} = {@value #ROWS} + {@value #REJECTED} + {@value #DEAD_LETTERS} + {@value
 * #ELSEWHERE} + {@value #ROAD_RETURNED} + claims still pending - {@value #REVIVED}. A redelivery
 * counts under {@value #DUPLICATES} and in none of the others.
 */
@Component
public class WorkerMeters {

    /** Counter: rows with a ticket committed to {@code user_coupon}, by v2 or v3. */
    public static final String ROWS = "rush.issue.rows";

    /** Counter: issue requests whose row existed already. */
    public static final String DUPLICATES = "rush.issue.duplicates";

    /** Counter: admitted claims of users who have the coupon from v1, which passes no gate. */
    public static final String ELSEWHERE = "rush.issue.elsewhere";

    /** Counter, tag {@code reason}: admitted claims that will never become a row. */
    public static final String REJECTED = "rush.issue.rejected";

    /** Summary: issue requests a transaction. */
    public static final String BATCH = "rush.issue.batch";

    /** Counter, tag {@code fault}: records moved to the dead-letter topic. */
    public static final String DEAD_LETTERS = "rush.deadletters";

    /**
     * Counter: dead letters that stand for no claim any more: it was issued or rejected after a
     * replay, died again, or was discarded.
     */
    public static final String REVIVED = "rush.deadletters.revived";

    /** Counter, tag {@code fault}: dead letters written to the desk's table. */
    public static final String RECORDED = "rush.deadletters.recorded";

    /**
     * Counter, tags {@code action} (replay, discard), {@code fault} and {@code outcome}: what
     * admins did with dead letters.
     */
    public static final String DESK_ACTIONS = "rush.deadletters.actions";

    /** Counter, tag {@code outcome}: attempts to announce a coupon. */
    public static final String ANNOUNCEMENTS = "rush.announcements";

    /** The values of that tag; what each means stands in the head of write-gate.lua. */
    public static final Set<String> ANNOUNCEMENT_OUTCOMES =
            Set.of("created", "updated", "current", "stale", "missing", "foreign", "failed");

    /**
     * Counter, tags {@code road} (v1, v2) and {@code outcome} (ISSUED or a problem's code): claims
     * answered by the roads that wait for nothing.
     */
    public static final String ROAD_CLAIMS = "rush.road.claims";

    /** Counter: tickets that Redis gave to v2. */
    public static final String ROAD_ADMITTED = "rush.road.admitted";

    /** Counter: slots that v2 gave back because it could not write the row. */
    public static final String ROAD_RETURNED = "rush.road.returned";

    /** Counter: claims that were pending without a message and were published again. */
    public static final String REPUBLISHED = "rush.recovery.republished";

    /** Gauge: 1 on the worker that looks after what crashes left behind; one over all workers. */
    public static final String RECOVERING = "rush.recovery.leader";

    /** Counter: late claims that Redis did not know after a rebuild, and does now. */
    public static final String ADOPTED = "rush.recovery.adopted";

    /** Counter, tag {@code cause}: rebuilds of a coupon's gate that were begun. */
    public static final String REBUILDS = "rush.recovery.rebuilds";

    /** Timer: from the doubt about a coupon's gate until it was open again. */
    public static final String REBUILD_TIME = "rush.recovery.rebuild";

    /** Gauge, on the worker that leads: coupons whose gate is being rebuilt. */
    public static final String REBUILDING = "rush.recovery.rebuilding";

    private final MeterRegistry registry;
    private final CouponRows couponRows = new CouponRows();
    private final AtomicInteger rebuilding = new AtomicInteger();
    private final Counter adopted;
    private final Timer rebuildTime;
    private final AtomicInteger recovering = new AtomicInteger();
    private final Counter republished;
    private final Counter rows;
    private final Counter elsewhere;
    private final Counter roadAdmitted;
    private final Counter roadReturned;
    private final Counter duplicates;
    private final Counter revived;
    private final DistributionSummary batch;

    WorkerMeters(MeterRegistry registry) {
        this.registry = registry;
        rows = Counter.builder(ROWS).register(registry);
        duplicates = Counter.builder(DUPLICATES).register(registry);
        elsewhere = Counter.builder(ELSEWHERE).register(registry);
        roadAdmitted = Counter.builder(ROAD_ADMITTED).register(registry);
        roadReturned = Counter.builder(ROAD_RETURNED).register(registry);
        adopted = Counter.builder(ADOPTED).register(registry);
        rebuildTime = Timer.builder(REBUILD_TIME).register(registry);
        Gauge.builder(REBUILDING, rebuilding, AtomicInteger::get).register(registry);
        republished = Counter.builder(REPUBLISHED).register(registry);
        Gauge.builder(RECOVERING, recovering, AtomicInteger::get).register(registry);
        revived = Counter.builder(REVIVED).register(registry);
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

    /** For those who tell of one coupon; no scrape sees it. */
    public CouponRows couponRows() {
        return couponRows;
    }

    public void issuedElsewhere(int claims) {
        elsewhere.increment(claims);
    }

    public void roadAdmitted() {
        roadAdmitted.increment();
    }

    public void roadReturned() {
        roadReturned.increment();
    }

    public void republished(int claims) {
        republished.increment(claims);
    }

    public void adopted(int claims) {
        adopted.increment(claims);
    }

    /**
     * @param cause a short stable word out of a small fixed set
     */
    public void rebuildBegun(String cause) {
        registry.counter(REBUILDS, "cause", cause).increment();
    }

    public void rebuilt(Duration shut) {
        rebuildTime.record(shut);
    }

    public void rebuilding(int coupons) {
        rebuilding.set(coupons);
    }

    /** Whether this worker is the one. */
    public void recovering(boolean leads) {
        recovering.set(leads ? 1 : 0);
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

    public void revived(int letters) {
        revived.increment(letters);
    }

    /**
     * @param fault as in {@link #deadLettered}
     */
    public void recorded(String fault) {
        registry.counter(RECORDED, "fault", fault).increment();
    }

    /**
     * @param action replay or discard
     * @param fault as in {@link #deadLettered}
     * @param outcome out of a small fixed set
     */
    public void deskAction(String action, String fault, String outcome) {
        registry.counter(DESK_ACTIONS, "action", action, "fault", fault, "outcome", outcome)
                .increment();
    }

    /**
     * @param outcome one of {@link #ANNOUNCEMENT_OUTCOMES}
     */
    public void announced(String outcome) {
        announcementCounter(outcome).increment();
    }

    /**
     * @param road v1 or v2
     * @param outcome ISSUED or the code of the problem that was answered
     */
    public void roadClaim(String road, String outcome) {
        registry.counter(ROAD_CLAIMS, "road", road, "outcome", outcome).increment();
    }

    private Counter announcementCounter(String outcome) {
        return registry.counter(ANNOUNCEMENTS, "outcome", outcome);
    }

    private Counter rejectedCounter(RejectionReason reason) {
        return registry.counter(REJECTED, "reason", reason.name());
    }
}
