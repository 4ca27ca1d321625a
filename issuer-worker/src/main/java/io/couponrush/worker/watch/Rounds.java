package io.couponrush.worker.watch;

import io.couponrush.health.Heartbeat;
import io.couponrush.worker.meters.WorkerMeters;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Takes the same look again and again, in a thread of its own, whatever it throws. A server that
 * hangs holds up this thread and no other: a scrape reads what was seen last.
 */
final class Rounds implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final String name;
    private final Runnable look;
    private final Duration interval;
    private final Heartbeat heartbeat;

    private @Nullable ScheduledExecutorService thread;
    private @Nullable String trouble;

    /**
     * @param name a tag value
     */
    Rounds(String name, Runnable look, Duration interval, WorkerMeters meters) {
        this.name = name;
        this.look = look;
        this.interval = interval;
        this.heartbeat = meters.heartbeat(name);
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService rounds =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("watch-" + name).daemon().factory());
        long pause = interval.toMillis();
        var _ = rounds.scheduleWithFixedDelay(this::round, 0, pause, TimeUnit.MILLISECONDS);
        thread = rounds;
    }

    private void round() {
        try {
            look.run();
            heartbeat.beat();
            if (trouble != null) {
                LOG.info("the look at {} works again", name);
                trouble = null;
            }
        } catch (Throwable e) { // the executor would never run it again
            // the same server is away for many rounds; the first of them says so
            if (!e.toString().equals(trouble)) {
                trouble = e.toString();
                LOG.warn("the look at {} failed, will try again: {}", name, trouble);
                LOG.debug("the look at {} failed", name, e);
            }
        }
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
