package io.couponrush.system.bench;

import io.couponrush.system.measure.Latency;

import org.HdrHistogram.Histogram;

import java.util.Map;
import java.util.TreeMap;

/** Counts the answers of one stage in one round. Used by the load's thread. */
final class StageTally {

    private static final double SECOND = 1e9;

    private final Stage stage;
    private final Histogram times = Latency.histogram();
    private final Map<String, Long> others = new TreeMap<>();
    private long expected;
    private long firstSent = Long.MAX_VALUE;
    private long lastAnswered = Long.MIN_VALUE;

    StageTally(Stage stage) {
        this.stage = stage;
    }

    void add(long sentNanos, long nowNanos, String answer) {
        firstSent = Math.min(firstSent, sentNanos);
        lastAnswered = Math.max(lastAnswered, nowNanos);
        if (answer.equals(stage.expected())) {
            expected++;
            Latency.record(times, nowNanos - sentNanos);
        } else {
            others.merge(answer, 1L, Long::sum);
        }
    }

    /** Only expected answers count: a server that refuses quickly is not fast. */
    StageResult result() {
        double seconds = expected == 0 ? 0 : (lastAnswered - firstSent) / SECOND;
        return new StageResult(
                stage,
                expected,
                others,
                seconds,
                expected == 0 ? 0 : expected / seconds,
                Latency.of(times));
    }
}
