package io.couponrush.gateway.claim;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets a shutdown wait for the claims whose clients have hung up: the HTTP server knows nothing of
 * them. Stands between the server's end and that of Redis and the producer.
 */
final class ClaimDrain implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ClaimDrain.class);
    private static final int PHASE = 1_000;

    private final InFlight inFlight;
    private final Duration timeout;

    private volatile boolean running;

    ClaimDrain(InFlight inFlight, Duration timeout) {
        this.inFlight = inFlight;
        this.timeout = timeout;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public void stop(Runnable callback) {
        stop();
        var _ =
                inFlight.drained()
                        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                        .whenComplete(
                                (done, failure) -> {
                                    if (failure != null) {
                                        log.warn("claims were still under way after {}", timeout);
                                    }
                                    callback.run();
                                });
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
