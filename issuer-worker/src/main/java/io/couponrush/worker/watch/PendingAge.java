package io.couponrush.worker.watch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How long the oldest pending claim of one coupon has been pending, at least. Redis keeps no time
 * of an admission; but sequences are given in order, so a claim was admitted before the first look
 * that found the counter at its sequence or above. Too young by one interval of looks, and by all
 * that was before the first look. One thread at a time.
 */
final class PendingAge {

    /** Looks at which the counter had risen. */
    private static final int MOST = 1_000;

    private record Seen(long admitted, long atNanos) {}

    private final Deque<Seen> rises = new ArrayDeque<>();

    /** What is pending has become so since: nothing was, or a replay brought an old claim back. */
    private long notBefore = Long.MIN_VALUE;

    private long lastHead;

    /**
     * @param nowNanos of a monotonic clock, before the look
     * @param admitted the highest sequence that was given
     * @param head the lowest sequence that is pending, 0 if none is
     * @return zero if nothing is pending
     */
    Duration at(long nowNanos, long admitted, long head) {
        if (!rises.isEmpty() && admitted < rises.getLast().admitted) {
            rises.clear(); // Redis has gone back in time
        }
        if (rises.isEmpty() || admitted > rises.getLast().admitted) {
            rises.addLast(new Seen(admitted, nowNanos));
        }
        if (head == 0 || head < lastHead) {
            notBefore = nowNanos;
        }
        lastHead = head;
        if (head == 0) {
            keepTheLast();
            return Duration.ZERO;
        }
        while (rises.size() > 1 && rises.getFirst().admitted < head) {
            rises.removeFirst();
        }
        if (rises.size() > MOST) {
            thin();
        }
        long since = Math.max(rises.getFirst().atNanos, notBefore);
        return Duration.ofNanos(nowNanos - since);
    }

    private void keepTheLast() {
        while (rises.size() > 1) {
            rises.removeFirst();
        }
    }

    /** Every second one goes, and never the first: the ages of claims after it get coarser. */
    private void thin() {
        Deque<Seen> kept = new ArrayDeque<>();
        int place = 0;
        for (Seen seen : rises) {
            if (place++ % 2 == 0) {
                kept.addLast(seen);
            }
        }
        rises.clear();
        rises.addAll(kept);
    }
}
