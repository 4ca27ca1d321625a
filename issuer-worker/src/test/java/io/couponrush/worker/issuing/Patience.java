package io.couponrush.worker.issuing;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

import java.time.Duration;

/** The one bound of all waiting; generous, because it only decides when a test gives up. */
public final class Patience {

    private Patience() {}

    public static ConditionFactory await() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50));
    }
}
