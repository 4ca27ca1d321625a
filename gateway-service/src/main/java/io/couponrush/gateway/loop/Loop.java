package io.couponrush.gateway.loop;

import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.health.Heartbeat;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does the same work again and again, in a thread of its own, whatever it throws.
 *
 * <p>A thread and not a {@code Flux.interval}: that one ends at the first error that nobody
 * expected, without a word, and an operator that starts it again never sees a {@link LinkageError}.
 * The gateway would answer on, and tell nobody anything new.
 */
public final class Loop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Loop.class);

    private final String name;
    private final Duration pause;
    private final Work work;
    private final Heartbeat heartbeat;
    private final CountDownLatch stop = new CountDownLatch(1);

    private volatile boolean running;

    /**
     * @param name of the thread, and a tag value
     * @param pause between the end of one round and the beginning of the next
     */
    public Loop(String name, Duration pause, Work work, GatewayMeters meters) {
        this.name = name;
        this.pause = pause;
        this.work = work;
        this.heartbeat = meters.heartbeat(name);
    }

    /** One round. */
    @FunctionalInterface
    public interface Work {

        /** A long one looks at {@link #isRunning} and calls {@link #beat} now and then. */
        void round(Loop loop);
    }

    /** Says that all is well. A round that ends in order says so too. */
    public void beat() {
        heartbeat.beat();
    }

    /** Waits for as long as between two rounds, or until the gateway ends. */
    public void pause() {
        try {
            var _ = stop.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (running) {
            try {
                work.round(this);
                beat();
            } catch (RuntimeException e) {
                log.warn("{} failed and goes on: {}", name, e.toString());
                log.debug("{} failed", name, e);
            } catch (Throwable e) { // a missing class, a full heap: others may still be served
                log.error("{} failed and goes on", name, e);
            }
            pause();
        }
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        stop.countDown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
