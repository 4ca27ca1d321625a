package io.couponrush.gateway.position;

import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.ticket.TicketState;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The streams that are open, bounded in all and per user, found by claim. Stops before the HTTP
 * server does: a server that closes gracefully waits for its answers, and a stream has no end of
 * its own.
 */
final class OpenStreams implements SmartLifecycle {

    private final StreamProperties limits;
    private final AtomicInteger open;
    private final Map<Claim, List<TicketStream>> streams = new ConcurrentHashMap<>();
    private final Map<Long, Integer> perUser = new ConcurrentHashMap<>();

    private Set<TicketStream> unfollowed = Set.of();
    private volatile boolean running;

    OpenStreams(StreamProperties limits, GatewayMeters meters) {
        this.limits = limits;
        this.open = meters.streams();
    }

    /** Whose ticket. */
    record Claim(long couponId, long userId) {}

    /** What asking for a stream can bring. */
    sealed interface Opening {

        /** To be closed by {@link #close}, whatever happens. */
        record Opened(TicketStream stream) implements Opening {}

        record TooMany() implements Opening {}

        record TooManyOfThisUser() implements Opening {}
    }

    Opening open(long couponId, long userId, @Nullable String resumedFrom) {
        if (!running) {
            return new Opening.TooMany();
        }
        if (open.incrementAndGet() > limits.maxOpen()) {
            open.decrementAndGet();
            return new Opening.TooMany();
        }
        if (perUser.merge(userId, 1, Integer::sum) > limits.maxPerUser()) {
            release(userId);
            return new Opening.TooManyOfThisUser();
        }
        TicketStream stream = new TicketStream(couponId, userId, resumedFrom);
        var _ =
                streams.compute(
                        new Claim(couponId, userId),
                        (_, same) -> {
                            List<TicketStream> all =
                                    same == null ? new CopyOnWriteArrayList<>() : same;
                            all.add(stream);
                            return all;
                        });
        if (!running) {
            stream.end();
        }
        return new Opening.Opened(stream);
    }

    /** May be called more than once. */
    void close(TicketStream stream) {
        boolean[] removed = {false};
        var _ =
                streams.computeIfPresent(
                        new Claim(stream.couponId(), stream.userId()),
                        (_, same) -> {
                            removed[0] = same.remove(stream);
                            return same.isEmpty() ? null : same;
                        });
        if (removed[0]) {
            release(stream.userId());
        }
        stream.end();
    }

    /**
     * Whose client hung up before its stream began: nobody else closes that one. Takes two calls,
     * so that no stream is closed in the moment of its making.
     */
    synchronized void sweep() {
        Set<TicketStream> still = new HashSet<>();
        forEach(
                stream -> {
                    if (!stream.isFollowed()) {
                        still.add(stream);
                    }
                });
        unfollowed.stream().filter(still::contains).forEach(this::close);
        unfollowed = still;
    }

    private void release(long userId) {
        var _ = perUser.computeIfPresent(userId, (_, count) -> count == 1 ? null : count - 1);
        open.decrementAndGet();
    }

    boolean isEmpty() {
        return streams.isEmpty();
    }

    boolean isOpen(long couponId, long userId) {
        return streams.containsKey(new Claim(couponId, userId));
    }

    void offer(long couponId, long userId, TicketState state) {
        List<TicketStream> followers = streams.get(new Claim(couponId, userId));
        if (followers != null) {
            followers.forEach(stream -> stream.offer(state));
        }
    }

    /** The claims that are followed now. */
    List<Claim> claims() {
        return List.copyOf(streams.keySet());
    }

    private void forEach(Consumer<TicketStream> action) {
        streams.values().forEach(followers -> followers.forEach(action));
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        forEach(TicketStream::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
