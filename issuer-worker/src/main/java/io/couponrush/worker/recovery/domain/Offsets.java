package io.couponrush.worker.recovery.domain;

import java.util.Map;

/**
 * A place in each partition of a topic.
 *
 * @param next partition → offset of the first record behind it, from 0
 */
public record Offsets(Map<Integer, Long> next) {

    public Offsets {
        next = Map.copyOf(next);
    }

    /** Whether everything before {@code ends} lies before this place, too. */
    public boolean reached(Offsets ends) {
        return ends.next.entrySet().stream()
                .allMatch(end -> next.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
}
