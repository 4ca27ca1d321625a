package io.couponrush.worker.pulse;

import io.couponrush.health.Heartbeat;
import io.couponrush.pulse.PulseSender;
import io.couponrush.worker.meters.WorkerMeters;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Beats as long as the worker runs, whatever is thrown. */
final class PulseThread implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PulseThread.class);

    private final PulseSender sender;
    private final Heartbeat heartbeat;

    private volatile boolean running;

    PulseThread(PulseSender sender, WorkerMeters meters) {
        this.sender = sender;
        this.heartbeat = meters.heartbeat("pulse");
    }

    private void run() {
        while (running) {
            try {
                sender.beat();
                heartbeat.beat();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("a pulse was left out: {}", e.toString());
            }
        }
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().name("pulse").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
