package io.couponrush.worker.recovery.domain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A look at all coupons at once, from which overdue claims follow later: whatever had been admitted
 * by then is still pending, time has passed, and the consumer has got beyond the end that the topic
 * had then. Such a claim's message was not sent before the look. One thread at a time.
 */
public final class Look {

    /**
     * Pending claims of a coupon that may be overdue.
     *
     * @param after they have higher sequences than this
     * @param upTo and none above this one, the highest that was admitted at the look
     */
    public record Range(long couponId, long after, long upTo) {}

    private final long atNanos;
    private final Offsets ends;
    private final Map<Long, Range> ranges = new HashMap<>();

    /**
     * @param atNanos of a monotonic clock, before the first counter was read
     * @param admitted coupon id → its counter; read before the ends, so that what was sent at once
     *     for any of those claims lies before them
     * @param ends of the topic
     */
    public Look(long atNanos, Map<Long, Long> admitted, Offsets ends) {
        this.atNanos = atNanos;
        this.ends = ends;
        admitted.forEach((coupon, upTo) -> ranges.put(coupon, new Range(coupon, 0, upTo)));
    }

    /**
     * Whether the topic has lost what it held at the look: what comes now comes before the ends.
     */
    public boolean isOfALostTopic(Offsets endsNow) {
        return !endsNow.reached(ends);
    }

    /** Whether enough time has passed; what the consumer has committed matters only then. */
    public boolean isOld(long nowNanos, Duration overdue) {
        return nowNanos - atNanos >= overdue.toNanos();
    }

    /** Whether, if it is old, whatever is in the ranges and still pending is overdue. */
    public boolean isPassed(Offsets committed) {
        return committed.reached(ends);
    }

    /** What is left to look through. */
    public List<Range> ranges() {
        return new ArrayList<>(ranges.values());
    }

    /** All of the coupon's range has been dealt with. */
    public void done(long couponId) {
        ranges.remove(couponId);
    }

    /** The range has been dealt with up to this sequence. */
    public void doneUpTo(Range range, long sequence) {
        ranges.put(range.couponId(), new Range(range.couponId(), sequence, range.upTo()));
    }

    public boolean isDone() {
        return ranges.isEmpty();
    }
}
