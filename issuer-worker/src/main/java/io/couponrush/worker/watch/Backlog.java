package io.couponrush.worker.watch;

import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.recovery.TopicProgress;
import io.couponrush.worker.recovery.domain.Offsets;

import java.util.Map;

/**
 * How many issue requests no worker has brought to their end yet: by the group's committed offsets,
 * since a consumer that waits for a server says nothing new of its own lag.
 */
final class Backlog {

    private final TopicProgress topic;
    private final WorkerMeters meters;

    Backlog(TopicProgress topic, WorkerMeters meters) {
        this.topic = topic;
        this.meters = meters;
    }

    void look() {
        try {
            meters.backlog((double) count());
        } catch (RuntimeException e) {
            meters.backlog(Double.NaN);
            throw e;
        }
    }

    /** What is done is read first: what is published in between waits. */
    private long count() {
        Map<Integer, Long> done = topic.committed().next();
        Offsets ends = topic.ends();
        return ends.next().entrySet().stream()
                // a broker that lost its disk begins again below what was committed
                .mapToLong(end -> Math.max(0, end.getValue() - done.getOrDefault(end.getKey(), 0L)))
                .sum();
    }
}
