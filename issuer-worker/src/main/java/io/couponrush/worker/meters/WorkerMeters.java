package io.couponrush.worker.meters;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.couponrush.events.RejectionReason;
import io.couponrush.events.UndecodableEventException.Fault;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The worker's own meters, but for those of one coupon each, which are {@link CouponMeters}. Names,
 * tags and tag values are public API: dashboards and alerts name them, so a change is announced
 * like a change of the HTTP API. All are there from the start, at 0. The whole list, with the
 * gateway's and the libraries', is {@code docs/metrics.md}.
 *
 * <p>They obey, over all workers and since the first claim: admissions (counted by the gateway) +
 * {@value #ROAD_ADMITTED} = {@value #ROWS} of v2 and v3 + {@value #REJECTED} + {@value
 * #DEAD_LETTERS} + {@value #ELSEWHERE} + {@value #ROAD_RETURNED} + claims still pending - {@value
 * #REVIVED}. A redelivery counts under {@value #DUPLICATES} and in none of the others.
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
            Set.of("created", "updated", "current", "stale", "missing", "foreign", "failed");

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

    private static final List<String> ROADS = List.of("v1", "v2");

    private static final Set<String> FAULTS =
            Stream.concat(
                            Stream.of(Fault.values()).map(Fault::name),
                            Stream.of("UNEXPECTED_ERROR", "UNKNOWN", OTHER_FAULT))
                    .collect(toUnmodifiableSet());

    /** Of whoever waits for an answer; 3 s and 5 s are what alerts ask for. */
    private static final Duration[] PATIENCE =
            millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 3_000, 5_000, 10_000);

    /** Of a claim in the queue. */
    private static final Duration[] WAITS =
            millis(10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000);

    private final MeterRegistry registry;
    private final CouponRows couponRows = new CouponRows();
    private final AtomicInteger rebuilding = new AtomicInteger();
    private final Counter adopted;
    private final Timer rebuildTime;
    private final AtomicInteger recovering = new AtomicInteger();
    private final Counter republished;
    private final Map<String, Counter> rows;
    private final Map<String, Timer> issueLatency;
    private final Map<String, Map<Answer, Counter>> claims;
    private final Map<String, Timer> claimLatency;
    private final Map<String, AtomicLong> openLetters;
    private final Counter elsewhere;
    private final Counter roadAdmitted;
    private final Counter roadReturned;
    private final Counter duplicates;
    private final Counter revived;
    private final DistributionSummary batch;

    private volatile double backlog = Double.NaN;

    WorkerMeters(MeterRegistry registry) {
        this.registry = registry;
        rows = byName(List.of("v1", "v2", "v3"), it -> registry.counter(ROWS, "version", it));
        issueLatency = byName(List.of("v2", "v3"), it -> timer(ISSUE_LATENCY, it, WAITS));
        claimLatency = byName(ROADS, it -> timer(CLAIM_LATENCY, it, PATIENCE));
        claims = byName(ROADS, this::claimCounters);
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
        batch =
                DistributionSummary.builder(BATCH)
                        .serviceLevelObjectives(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000)
                        .register(registry);
        Gauge.builder(BACKLOG, () -> backlog).register(registry);
        openLetters = byName(FAULTS, this::openLettersOf);
        FAULTS.forEach(this::registerFault);
        REBUILD_CAUSES.forEach(this::rebuildCounter);
        for (RejectionReason reason : RejectionReason.values()) {
            rejectedCounter(reason);
        }
        ANNOUNCEMENT_OUTCOMES.forEach(this::announcementCounter);
    }

    /**
     * A transaction of issue requests has been committed.
     *
     * @param road v2 or v3
     * @param waits one a new row: since its claim was admitted
     */
    public void issued(String road, int requests, List<Duration> waits, int existingRows) {
        if (road.equals("v3")) {
            batch.record(requests);
        }
        known(rows, road).increment(waits.size());
        Timer timer = known(issueLatency, road);
        // a timer leaves out what is below 0
        waits.forEach(wait -> timer.record(wait.isNegative() ? Duration.ZERO : wait));
        duplicates.increment(existingRows);
    }

    /** For those who tell of one coupon; no scrape sees it. */
    public CouponRows couponRows() {
        return couponRows;
    }

    /** A row of v1, which passes no gate, has been committed. */
    public void issuedUnderLock() {
        known(rows, "v1").increment();
    }

    /**
     * A claim was answered.
     *
     * @param road v1 or v2
     */
    public void claim(String road, Answer answer, Duration took) {
        known(known(claims, road), answer).increment();
        known(claimLatency, road).record(took);
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
     * @param cause one of {@link #REBUILD_CAUSES}
     */
    public void rebuildBegun(String cause) {
        rebuildCounter(cause).increment();
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
     * @param fault a short stable word out of a small fixed set, never a message; one that is not
     *     known counts as {@value #OTHER_FAULT}
     */
    public void deadLettered(String fault) {
        registry.counter(DEAD_LETTERS, "fault", bounded(fault)).increment();
    }

    /**
     * @param open dead letters that nobody has handled, by fault
     */
    public void openLetters(Map<String, Long> open) {
        Map<String, Long> bounded = new HashMap<>();
        open.forEach((fault, letters) -> bounded.merge(bounded(fault), letters, Long::sum));
        openLetters.forEach((fault, letters) -> letters.set(bounded.getOrDefault(fault, 0L)));
    }

    /**
     * @param requests NaN if nobody knows
     */
    public void backlog(double requests) {
        backlog = requests;
    }

    public void revived(int letters) {
        revived.increment(letters);
    }

    /**
     * @param fault as in {@link #deadLettered}
     */
    public void recorded(String fault) {
        registry.counter(RECORDED, "fault", bounded(fault)).increment();
    }

    /**
     * @param action replay or discard
     * @param fault as in {@link #deadLettered}
     * @param outcome out of a small fixed set
     */
    public void deskAction(String action, String fault, String outcome) {
        deskCounter(action, bounded(fault), outcome).increment();
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

    /** When a loop was last known to be well. */
    public static final class Heartbeat {

        private volatile long last = System.nanoTime();

        public void beat() {
            last = System.nanoTime();
        }

        private double silence() {
            return (System.nanoTime() - last) / 1e9;
        }
    }

    private void registerFault(String fault) {
        var _ = registry.counter(DEAD_LETTERS, "fault", fault);
        var _ = registry.counter(RECORDED, "fault", fault);
        for (String outcome : List.of("NOT_FOUND", "REFUSED", "UNAVAILABLE")) {
            var _ = deskCounter("replay", fault, outcome);
            var _ = deskCounter("discard", fault, outcome);
        }
        var _ = deskCounter("replay", fault, "REPLAYED");
        var _ = deskCounter("discard", fault, "DISCARDED");
    }

    /** Letters may be written by anybody who can write to the topic. */
    private static String bounded(String fault) {
        return FAULTS.contains(fault) ? fault : OTHER_FAULT;
    }

    private AtomicLong openLettersOf(String fault) {
        AtomicLong letters = new AtomicLong();
        Gauge.builder(OPEN_LETTERS, letters, AtomicLong::get)
                .tag("fault", fault)
                .register(registry);
        return letters;
    }

    private Map<Answer, Counter> claimCounters(String road) {
        Map<Answer, Counter> counters = new EnumMap<>(Answer.class);
        for (Answer answer : Answer.values()) {
            String name = answer.name().toLowerCase(Locale.ROOT);
            counters.put(answer, registry.counter(CLAIMS, "version", road, "answer", name));
        }
        return counters;
    }

    private Timer timer(String name, String version, Duration[] bounds) {
        return Timer.builder(name)
                .tag("version", version)
                .serviceLevelObjectives(bounds)
                .register(registry);
    }

    private static <T> Map<String, T> byName(Collection<String> names, Function<String, T> meter) {
        return names.stream().collect(toUnmodifiableMap(identity(), meter));
    }

    private static <K, V> V known(Map<K, V> meters, K name) {
        V meter = meters.get(name);
        if (meter == null) {
            throw new IllegalArgumentException("no meter of " + name);
        }
        return meter;
    }

    private static Duration[] millis(long... bounds) {
        return LongStream.of(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    private Counter deskCounter(String action, String fault, String outcome) {
        return registry.counter(DESK_ACTIONS, "action", action, "fault", fault, "outcome", outcome);
    }

    private Counter rebuildCounter(String cause) {
        return registry.counter(REBUILDS, "cause", cause);
    }

    private Counter announcementCounter(String outcome) {
        return registry.counter(ANNOUNCEMENTS, "outcome", outcome);
    }

    private Counter rejectedCounter(RejectionReason reason) {
        return registry.counter(REJECTED, "reason", reason.name());
    }
}
