package io.couponrush.worker.support;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

import java.time.Duration;

/** The one bound under which tests wait for something to become true. */
public final class Waiting {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private Waiting() {}

    /** For {@code untilAsserted} and its like. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(BOUND).pollInterval(Duration.ofMillis(50));
    }
}
