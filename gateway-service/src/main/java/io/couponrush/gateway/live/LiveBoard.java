package io.couponrush.gateway.live;

import io.couponrush.pulse.Pulse;
import io.couponrush.pulse.Pulse.Role;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Makes points of one coupon out of pulses: seconds are added up while they are open and become
 * points when they are closed. A pulse that comes too late for its second is added to the next one,
 * so that nothing is lost; one that is far too late is left out. Not safe for use by many threads.
 */
final class LiveBoard {

    static final int MOST_POINTS = 600;

    /** For how many seconds what was told is believed, and who told it is counted. */
    private static final int BELIEVED = 5;

    private final long couponId;
    private final NavigableMap<Long, Second> open = new TreeMap<>();
    private final Map<String, Seen> instances = new HashMap<>();
    private final Deque<LivePoint> points = new ArrayDeque<>();

    private long nextOffset;
    private long closed = Long.MIN_VALUE;
    private @Nullable Second lastLook;
    private long lookedAt;

    private record Seen(Role role, long second) {}

    LiveBoard(long couponId) {
        this.couponId = couponId;
    }

    /** Seconds that are open. */
    int waiting() {
        return open.size();
    }

    /** Those closed, oldest first. */
    List<LivePoint> points() {
        return List.copyOf(points);
    }

    /** May be called with the same record again. */
    void accept(long offset, Pulse pulse) {
        if (offset < nextOffset) {
            return;
        }
        nextOffset = offset + 1;
        long second = pulse.at().getEpochSecond();
        if (second <= closed) {
            if (closed - second >= BELIEVED) {
                return;
            }
            second = closed + 1;
        }
        open.computeIfAbsent(second, _ -> new Second()).add(pulse, couponId);
        if (open.size() > 2 * MOST_POINTS) {
            var _ = open.pollLastEntry(); // by a clock that is far ahead
        }
    }

    /** Closes all seconds up to this one; each of them becomes a point, also if nobody told. */
    List<LivePoint> closeUntil(long second) {
        long from = closed + 1;
        if (closed == Long.MIN_VALUE) {
            from = open.isEmpty() ? second : Math.min(second, open.firstKey());
        }
        List<LivePoint> news = new ArrayList<>();
        for (long next = Math.max(from, second - MOST_POINTS + 1); next <= second; next++) {
            news.add(close(next));
        }
        closed = Math.max(closed, second);
        open.headMap(second, true).clear();
        points.addAll(news);
        while (points.size() > MOST_POINTS) {
            points.removeFirst();
        }
        return news;
    }

    private LivePoint close(long second) {
        Second told = open.getOrDefault(second, new Second());
        told.instances().forEach((name, role) -> instances.put(name, new Seen(role, second)));
        instances.values().removeIf(seen -> second - seen.second >= BELIEVED);
        if (told.pending() != null) {
            lastLook = told;
            lookedAt = second;
        }
        Second look = lastLook != null && second - lookedAt < BELIEVED ? lastLook : new Second();
        return new LivePoint(
                Instant.ofEpochSecond(second),
                told.claims(),
                told.issuedPerSecond(),
                told.quantile(0.5),
                told.quantile(0.99),
                look.pending(),
                look.books(),
                alive(Role.GATEWAY),
                alive(Role.WORKER));
    }

    private @Nullable Integer alive(Role role) {
        return instances.isEmpty()
                ? null
                : (int) instances.values().stream().filter(seen -> seen.role == role).count();
    }
}
