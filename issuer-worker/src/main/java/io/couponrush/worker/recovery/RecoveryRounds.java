package io.couponrush.worker.recovery;

import io.couponrush.worker.meters.WorkerMeters;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs rounds in a thread of their own, for as long as the worker lives, whatever they throw. */
final class RecoveryRounds implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryRounds.class);
    private static final int STOP_SECONDS = 5;

    private final Recovery recovery;
    private final WorkerMeters meters;
    private final Duration interval;

    private @Nullable ScheduledExecutorService thread;
    private @Nullable String trouble;

    RecoveryRounds(Recovery recovery, WorkerMeters meters, Duration interval) {
        this.recovery = recovery;
        this.meters = meters;
        this.interval = interval;
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService rounds =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("recovery").daemon().factory());
        long pause = interval.toMillis();
        var _ = rounds.scheduleWithFixedDelay(this::round, pause, pause, TimeUnit.MILLISECONDS);
        thread = rounds;
    }

    private void round() {
        try {
            meters.recovering(recovery.round());
            if (trouble != null) {
                LOG.info("recovery works again");
                trouble = null;
            }
        } catch (Throwable e) { // the executor would never run it again
            meters.recovering(false);
            // the same server is away for many rounds; the first of them says so
            if (!e.toString().equals(trouble)) {
                trouble = e.toString();
                LOG.warn("a round of recovery failed, will try again: {}", trouble);
                LOG.debug("a round of recovery failed", e);
            }
        }
    }

    @Override
    public synchronized void stop() {
        if (thread == null) {
            return;
        }
        thread.shutdownNow();
        try {
            if (thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                recovery.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debug("the lease will end by itself", e);
        }
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
