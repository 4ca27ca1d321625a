package io.couponrush.system.load;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.stream.Stream;

/**
 * What is to be sent, and when. Used by one thread.
 *
 * <p>Steps without a time go out as fast as connections are free. One pick in {@value #TIMED_SHARE}
 * prefers a due timed step, so that those who wait are looked after while the rush is still going
 * on.
 */
public final class Agenda {

    private static final int TIMED_SHARE = 8;

    private final List<Lane> lanes;
    private long order;
    private int inFlight;

    /** For one server. */
    public Agenda() {
        this(1);
    }

    /**
     * @param servers a step says which of them it is for
     */
    public Agenda(int servers) {
        lanes = Stream.generate(Lane::new).limit(servers).toList();
    }

    /** Adds a step to send at once, after those already added. */
    public void add(Step step) {
        lanes.get(step.lane()).now.add(step);
    }

    /**
     * Adds a step to send when it is due.
     *
     * @param dueNanos in terms of {@link System#nanoTime()}
     */
    public void addAt(long dueNanos, Step step) {
        lanes.get(step.lane()).later.add(new Timed(dueNanos, order++, step));
    }

    /** Nothing to send, now or later, and nothing on its way. */
    public boolean isFinished() {
        return inFlight == 0 && lanes.stream().allMatch(Lane::isEmpty);
    }

    int servers() {
        return lanes.size();
    }

    /** The step to send at this time; it counts as on its way until {@link #done()}. */
    @Nullable Step next(long nowNanos, int lane) {
        Step step = lanes.get(lane).next(nowNanos);
        if (step != null) {
            inFlight++;
        }
        return step;
    }

    void done() {
        inFlight--;
    }

    /** Something could be sent at this time. */
    boolean isDue(long nowNanos, int lane) {
        return lanes.get(lane).isDue(nowNanos);
    }

    /** What one server is to be asked. */
    private static final class Lane {

        private final Queue<Step> now = new ArrayDeque<>();
        private final Queue<Timed> later = new PriorityQueue<>();
        private long picks;

        @Nullable Step next(long nowNanos) {
            boolean due = isTimedDue(nowNanos);
            boolean timed = due && (now.isEmpty() || ++picks % TIMED_SHARE == 0);
            return timed ? later.remove().step : now.poll();
        }

        boolean isDue(long nowNanos) {
            return !now.isEmpty() || isTimedDue(nowNanos);
        }

        boolean isEmpty() {
            return now.isEmpty() && later.isEmpty();
        }

        private boolean isTimedDue(long nowNanos) {
            Timed first = later.peek();
            return first != null && first.dueNanos - nowNanos <= 0;
        }
    }

    private record Timed(long dueNanos, long order, Step step) implements Comparable<Timed> {
        @Override
        public int compareTo(Timed other) {
            int byTime = Long.signum(dueNanos - other.dueNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
