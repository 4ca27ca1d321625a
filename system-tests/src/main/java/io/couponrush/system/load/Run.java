package io.couponrush.system.load;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One agenda being worked off. Lives on the load client's thread. */
final class Run {

    /** Only steps with a time wait for a tick, and theirs is no time that anybody measures. */
    private static final long TICK_MILLIS = 2;

    private final Agenda agenda;
    private final List<Connection> connections;
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private final List<Queue<Connection>> idle;
    private final ScheduledFuture<?> tick;
    private final ScheduledFuture<?> sweep;
    private boolean stopped;

    Run(Agenda agenda, List<Connection> connections, EventLoop loop) {
        this.agenda = agenda;
        this.connections = connections;
        idle = Stream.<Queue<Connection>>generate(ArrayDeque::new).limit(agenda.servers()).toList();
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
        Step step = take(connection);
        if (step == null) {
            idle.get(connection.lane()).add(connection);
        }
        return step;
    }

    /**
     * A step for a connection that can't be opened, if its asker could go to another server
     * instead; where there is only one, the step waits for it.
     */
    @Nullable Step refused(Connection connection) {
        return agenda.servers() > 1 ? take(connection) : null;
    }

    private @Nullable Step take(Connection connection) {
        return stopped ? null : agenda.next(System.nanoTime(), connection.lane());
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
        for (int lane = 0; lane < idle.size(); lane++) {
            Queue<Connection> waiting = idle.get(lane);
            for (int i = waiting.size(); i > 0 && agenda.isDue(System.nanoTime(), lane); i--) {
                waiting.remove().proceed();
            }
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        connections.forEach(connection -> connection.giveUpIfLate(now));
    }
}
