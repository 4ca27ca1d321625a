package io.couponrush.system.load;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One agenda being worked off. Lives on the load client's thread. */
final class Run {

    /** Only steps with a time wait for a tick, and theirs is no time that anybody measures. */
    private static final long TICK_MILLIS = 2;

    private final Agenda agenda;
    private final List<Connection> connections;
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private final Queue<Connection> idle = new ArrayDeque<>();
    private final ScheduledFuture<?> tick;
    private final ScheduledFuture<?> sweep;
    private boolean stopped;

    Run(Agenda agenda, List<Connection> connections, EventLoop loop) {
        this.agenda = agenda;
        this.connections = connections;
        tick =
                loop.scheduleAtFixedRate(
                        this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        sweep = loop.scheduleAtFixedRate(this::sweep, 1, 1, TimeUnit.SECONDS);
        connections.forEach(connection -> connection.join(this));
    }

    CompletableFuture<Void> finished() {
        return finished;
    }

    /** The next step for a connection that is free; null leaves the connection waiting. */
    @Nullable Step next(Connection connection) {
        Step step = stopped ? null : agenda.next(System.nanoTime());
        if (step == null) {
            idle.add(connection);
        }
        return step;
    }

    /** A step has had its answer, or will have none. */
    void done() {
        agenda.done();
    }

    /** A step threw: a mistake in the load, which must not pass for a slow server. */
    void fail(RuntimeException e) {
        finished.completeExceptionally(e);
    }

    void stop() {
        stopped = true;
        tick.cancel(false);
        sweep.cancel(false);
    }

    private void tick() {
        if (agenda.isFinished()) {
            finished.complete(null);
            return;
        }
        for (int i = idle.size(); i > 0 && agenda.isDue(System.nanoTime()); i--) {
            idle.remove().proceed();
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        connections.forEach(connection -> connection.giveUpIfLate(now));
    }
}
