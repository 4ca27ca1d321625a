package io.couponrush.worker.meters;

import io.couponrush.events.RejectionReason;
import io.couponrush.health.Heartbeat;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The worker's own meters, but for those of one coupon each, which are {@link CouponMeters}. Names,
 * tags and tag values are public API: dashboards and alerts name them, so a change is announced
 * like a change of the HTTP API. All are there from the start, at 0. The whole list, with the
 * gateway's and the libraries', is {@code docs/metrics.md}. They are declared here in one place,
 * and kept by subject in the classes beside.
 *
 * <p>They obey, over all workers and since the first claim: admissions (counted by the gateway) +
 * {@value #ROAD_ADMITTED} = {@value #ROWS} of v2 and v3 + {@value #REJECTED} + {@value
 * #DEAD_LETTERS} + {@value #ELSEWHERE} + {@value #ROAD_RETURNED} + claims still pending - {@value
 * #REVIVED}. A redelivery counts under {@value #DUPLICATES} and in none of the others.
 *
 * <p>Long, because each name stands here once, with what it counts.
 */
@Component
public class WorkerMeters {

    /** Counter, tag {@code version} (v1, v2, v3): rows committed to {@code user_coupon}. */
    public static final String ROWS = "rush.issue.rows";

    /**
     * Timer, tag {@code version} (v2, v3): from a claim's admission by the clock of Redis until its
     * row was committed by the worker's; a negative difference of clocks counts as 0. Of a claim
     * that was published again the time is counted from then on: the first one is not kept.
     */
    public static final String ISSUE_LATENCY = "rush.issue.latency";

    /** Counter: issue requests whose row existed already. */
    public static final String DUPLICATES = "rush.issue.duplicates";

    /** Counter: admitted claims of users who have the coupon from v1, which passes no gate. */
    public static final String ELSEWHERE = "rush.issue.elsewhere";

    /** Counter, tag {@code reason}: admitted claims that will never become a row. */
    public static final String REJECTED = "rush.issue.rejected";

    /** Summary: issue requests a transaction, of v3. */
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

    /** Gauge, tag {@code fault}: dead letters on the desk that nobody has handled. */
    public static final String OPEN_LETTERS = "rush.deadletters.open";

    /**
     * Gauge: issue requests that no worker has brought to their end; every worker tells the same.
     * NaN while Kafka does not say.
     */
    public static final String BACKLOG = "rush.intake.backlog";

    /** Gauge, tag {@code loop}, seconds: since a look in the background last ended in order. */
    public static final String SILENCE = "rush.loop.silence";

    /** Counter, tag {@code outcome}: attempts to announce a coupon. */
    public static final String ANNOUNCEMENTS = "rush.announcements";

    /** The values of that tag; what each means stands in the head of write-gate.lua. */
    public static final Set<String> ANNOUNCEMENT_OUTCOMES =
            Set.of(
                    "created", "updated", "current", "stale", "missing", "foreign", "moved",
                    "failed");

    /**
     * Counter, tags {@code version} (v1, v2) and {@code answer}: claims answered by the roads that
     * wait for nothing. The gateway counts those of v3 under the same name.
     */
    public static final String CLAIMS = "rush.claims";

    /** Timer, tag {@code version} (v1, v2): the work on such a claim, whatever the answer. */
    public static final String CLAIM_LATENCY = "rush.claim.latency";

    /** How v1 and v2 answer; the lower-case names are tag values. */
    public enum Answer {
        ISSUED,
        ALREADY_ISSUED,
        SOLD_OUT,
        NOT_OPEN,
        CLOSED,
        PAUSED,
        NOT_FOUND,
        DISCARDED,
        UNAVAILABLE,
        /** An error that nobody expected: 500. */
        FAILED
    }

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

    /** The values of that tag. */
    public static final Set<String> REBUILD_CAUSES =
            Set.of(
                    "MISSING",
                    "RESTARTED",
                    "REWOUND",
                    "ABANDONED",
                    "OTHER_EPOCH",
                    "TORN",
                    "UNBACKED");

    /** What a letter died of, if none of these: somebody else wrote it. */
    public static final String OTHER_FAULT = "OTHER";

    /** Timer: from the doubt about a coupon's gate until it was open again. */
    public static final String REBUILD_TIME = "rush.recovery.rebuild";

    /** Gauge, on the worker that leads: coupons whose gate is being rebuilt. */
    public static final String REBUILDING = "rush.recovery.rebuilding";

    private final MeterRegistry registry;
    private final CouponRows couponRows = new CouponRows();
    private final IssueMeters issue;
    private final RoadMeters roads;
    private final LetterMeters letters;
    private final RecoveryMeters recovery;

    private volatile double backlog = Double.NaN;

    WorkerMeters(MeterRegistry registry) {
        this.registry = registry;
        issue = new IssueMeters(registry);
        roads = new RoadMeters(registry);
        letters = new LetterMeters(registry);
        recovery = new RecoveryMeters(registry);
        Gauge.builder(BACKLOG, () -> backlog).register(registry);
        ANNOUNCEMENT_OUTCOMES.forEach(this::announcementCounter);
    }

    /**
     * A transaction of issue requests has been committed.
     *
     * @param road v2 or v3
     * @param waits one a new row: since its claim was admitted
     */
    public void issued(String road, int requests, List<Duration> waits, int existingRows) {
        issue.issued(road, requests, waits, existingRows);
    }

    /** For those who tell of one coupon; no scrape sees it. */
    public CouponRows couponRows() {
        return couponRows;
    }

    /** A row of v1, which passes no gate, has been committed. */
    public void issuedUnderLock() {
        issue.issuedUnderLock();
    }

    /**
     * A claim was answered.
     *
     * @param road v1 or v2
     */
    public void claim(String road, Answer answer, Duration took) {
        roads.answered(road, answer, took);
    }

    public void issuedElsewhere(int claims) {
        issue.elsewhere(claims);
    }

    public void roadAdmitted() {
        roads.admitted();
    }

    public void roadReturned() {
        roads.returned();
    }

    public void republished(int claims) {
        recovery.republished(claims);
    }

    public void adopted(int claims) {
        recovery.adopted(claims);
    }

    /**
     * @param cause one of {@link #REBUILD_CAUSES}
     */
    public void rebuildBegun(String cause) {
        recovery.rebuildBegun(cause);
    }

    public void rebuilt(Duration shut) {
        recovery.rebuilt(shut);
    }

    public void rebuilding(int coupons) {
        recovery.rebuilding(coupons);
    }

    /** Whether this worker is the one. */
    public void recovering(boolean leads) {
        recovery.leads(leads);
    }

    public void rejected(RejectionReason reason, int claims) {
        issue.rejected(reason, claims);
    }

    /**
     * @param fault a short stable word out of a small fixed set, never a message; one that is not
     *     known counts as {@value #OTHER_FAULT}
     */
    public void deadLettered(String fault) {
        letters.died(fault);
    }

    /**
     * @param open dead letters that nobody has handled, by fault
     */
    public void openLetters(Map<String, Long> open) {
        letters.open(open);
    }

    /**
     * @param requests NaN if nobody knows
     */
    public void backlog(double requests) {
        backlog = requests;
    }

    public void revived(int count) {
        letters.revived(count);
    }

    /**
     * @param fault as in {@link #deadLettered}
     */
    public void recorded(String fault) {
        letters.recorded(fault);
    }

    /**
     * @param action replay or discard
     * @param fault as in {@link #deadLettered}
     * @param outcome out of a small fixed set
     */
    public void deskAction(String action, String fault, String outcome) {
        letters.handled(action, fault, outcome);
    }

    /**
     * @param outcome one of {@link #ANNOUNCEMENT_OUTCOMES}
     */
    public void announced(String outcome) {
        announcementCounter(outcome).increment();
    }

    /**
     * @param loop a tag value; one of a small fixed set
     */
    public Heartbeat heartbeat(String loop) {
        Heartbeat heartbeat = new Heartbeat();
        Gauge.builder(SILENCE, heartbeat, Heartbeat::silence)
                .baseUnit("seconds")
                .tag("loop", loop)
                .strongReference(true)
                .register(registry);
        return heartbeat;
    }

    private Counter announcementCounter(String outcome) {
        return registry.counter(ANNOUNCEMENTS, "outcome", outcome);
    }
}
