package io.couponrush.worker.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which consumer threads wait for a server; each reports for itself. Safe for use by many. */
public final class IntakeState {

    /** Far above the longest pause and try together; a thread may lose its partitions meanwhile. */
    private static final Duration STALE = Duration.ofMinutes(3);

    private final Map<Thread, Wait> waits = new ConcurrentHashMap<>();
    private final Clock clock;

    public IntakeState(Clock clock) {
        this.clock = clock;
    }

    /**
     * One thread's.
     *
     * @param since the first failure
     * @param last the last one
     * @param cause of the last one
     */
    record Wait(Instant since, Instant last, int attempts, String cause) {}

    /**
     * This thread's poll could not be finished and will be tried again.
     *
     * @return how often that has been so since it finished one
     */
    int waiting(String cause) {
        Instant now = clock.instant();
        return waits.merge(
                        Thread.currentThread(),
                        new Wait(now, now, 1, cause),
                        (first, _) -> new Wait(first.since, now, first.attempts + 1, cause))
                .attempts;
    }

    /** This thread has finished a poll. */
    public void flowing() {
        waits.remove(Thread.currentThread());
    }

    int threadsWaiting() {
        Instant stale = clock.instant().minus(STALE);
        waits.values().removeIf(wait -> wait.last.isBefore(stale));
        return waits.size();
    }

    Optional<Wait> longest() {
        return waits.values().stream().min(Comparator.comparing(Wait::since));
    }
}
