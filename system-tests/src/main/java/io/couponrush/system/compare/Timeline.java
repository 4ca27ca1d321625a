package io.couponrush.system.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * What happened when, counted in equal steps from the first claim on.
 *
 * @param stepMillis length of a step
 * @param answers first answers, by the time they came
 * @param rows by the time in the row
 */
public record Timeline(long stepMillis, List<Long> answers, List<Long> rows) {

    public Timeline {
        answers = List.copyOf(answers);
        rows = List.copyOf(rows);
    }

    /**
     * @param answers milliseconds after the first claim
     * @param rows the same
     */
    public static Timeline of(long stepMillis, Collection<Long> answers, Collection<Long> rows) {
        return new Timeline(stepMillis, counted(answers, stepMillis), counted(rows, stepMillis));
    }

    private static List<Long> counted(Collection<Long> times, long step) {
        List<Long> counts = new ArrayList<>();
        for (long time : times) {
            // a row's time is taken by another process: it may lie a millisecond before the start
            int at = Math.toIntExact(Math.max(0, time) / step);
            if (at >= counts.size()) {
                counts.addAll(Collections.nCopies(at + 1 - counts.size(), 0L));
            }
            counts.set(at, counts.get(at) + 1);
        }
        return counts;
    }
}
