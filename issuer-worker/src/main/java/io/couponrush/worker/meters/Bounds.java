package io.couponrush.worker.meters;

import java.time.Duration;
import java.util.stream.LongStream;

/** The buckets of histograms. */
final class Bounds {

    private Bounds() {}

    /** Of whoever waits for an answer; 3 s and 5 s are what alerts ask for. */
    static Duration[] patience() {
        return millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 3_000, 5_000, 10_000);
    }

    /** Of a claim in the queue. */
    static Duration[] waits() {
        return millis(10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000);
    }

    private static Duration[] millis(long... bounds) {
        return LongStream.of(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
