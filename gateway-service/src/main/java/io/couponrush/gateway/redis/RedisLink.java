package io.couponrush.gateway.redis;

import static java.util.Objects.requireNonNull;

import io.couponrush.gateway.sparse.SparseLog;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.netty.util.concurrent.EventExecutorGroup;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import reactor.core.publisher.Mono;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One multiplexed connection to Redis for the whole gateway, opened in the background and opened
 * again when it is lost.
 *
 * <p>Lettuce's own reconnect is off on purpose: it would send commands again after an outage of any
 * length, and here a lost connection fails what is under way at once, which a claim answers with
 * 503. It also leaves one place, {@link #connected}, to look at a server before trusting it.
 *
 * <p>Long, because all that can happen to the one connection is decided under one lock.
 */
public final class RedisLink implements SmartLifecycle {

    /** After the HTTP server has finished its requests, before its event loops end. */
    private static final int PHASE = 100;

    private static final Logger log = LoggerFactory.getLogger(RedisLink.class);
    private static final SparseLog REFUSALS = new SparseLog(log);
    private static final SparseLog ATTEMPTS = new SparseLog(log);
    private static final Duration SHUTDOWN = Duration.ofSeconds(2);

    private final RedisClient client;
    private final RedisURI uri;
    private final RedisClock clock;
    private final Duration reconnectAfter;
    private final Duration readTimeout;
    private final EventExecutorGroup timer;

    private final AtomicInteger underWay = new AtomicInteger();

    private volatile @Nullable Line line;
    private volatile long connections;
    private volatile boolean running;

    RedisLink(
            RedisClient client,
            RedisURI uri,
            RedisClock clock,
            Duration reconnectAfter,
            Duration readTimeout) {
        this.clock = clock;
        this.readTimeout = readTimeout;
        this.client = client;
        this.uri = uri;
        this.reconnectAfter = reconnectAfter;
        this.timer = client.getResources().eventExecutorGroup();
    }

    /**
     * An open connection, and who is at its other end.
     *
     * @param runId changes whenever Redis is restarted, or another server takes its place
     */
    private record Line(StatefulRedisConnection<String, String> connection, String runId) {}

    /**
     * @throws RedisUnavailableException if there is no connection now
     */
    private Line line() {
        Line open = line;
        if (open == null) {
            throw new RedisUnavailableException("no connection to Redis", null);
        }
        return open;
    }

    /**
     * Sends commands now, whatever becomes of the caller. Every failure of Redis completes the
     * future with a {@link RedisUnavailableException}; completes on an event loop.
     */
    public <T extends @Nullable Object> CompletableFuture<T> call(
            Function<RedisAsyncCommands<String, String>, CompletionStage<T>> call) {
        return call((redis, _) -> call.apply(redis));
    }

    /** The same, with the {@code run_id} of the server that gets the commands. */
    public <T extends @Nullable Object> CompletableFuture<T> call(
            BiFunction<RedisAsyncCommands<String, String>, String, CompletionStage<T>> call) {
        try {
            Line open = line();
            return counted(call.apply(open.connection.async(), open.runId))
                    .exceptionallyCompose(
                            failure -> CompletableFuture.failedStage(unavailable(failure)))
                    .toCompletableFuture();
        } catch (RedisUnavailableException | RedisException e) {
            return CompletableFuture.failedFuture(unavailable(e));
        }
    }

    /** Returns the very stage that it gets: whoever cancels it cancels the command. */
    private <T extends @Nullable Object> CompletionStage<T> counted(CompletionStage<T> call) {
        underWay.incrementAndGet();
        var _ = call.whenComplete((_, _) -> underWay.decrementAndGet());
        return call;
    }

    /** Calls that have no answer yet. */
    int underWay() {
        return underWay.get();
    }

    /** Counts the connections that were opened; another number may mean another server. */
    public long connectionNumber() {
        return connections;
    }

    /** Whether commands can be sent now. */
    public boolean isConnected() {
        return line != null;
    }

    /**
     * Sends commands at subscription. Every failure of Redis arrives as a {@link
     * RedisUnavailableException}. Cancelling cancels the command, so this is for reads only.
     */
    public <T> Mono<T> read(
            Function<RedisAsyncCommands<String, String>, ? extends CompletionStage<T>> call) {
        return read((redis, _) -> call.apply(redis));
    }

    /** The same, with the {@code run_id} of the server that gets the commands. */
    public <T> Mono<T> read(
            BiFunction<RedisAsyncCommands<String, String>, String, ? extends CompletionStage<T>>
                    call) {
        return Mono.defer(
                        () -> {
                            Line open = line();
                            return Mono.fromCompletionStage(
                                    counted(call.apply(open.connection.async(), open.runId)));
                        })
                // a read may be a script, which Lettuce gives the admission's long time
                .timeout(readTimeout)
                .onErrorMap(RedisLink::unavailable);
    }

    /**
     * What a failed command means to a caller; anything that is no failure of Redis stays as is.
     */
    public static Throwable unavailable(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return switch (cause) {
            case RedisCommandExecutionException refused -> {
                REFUSALS.warn("{}", refused.toString());
                yield new RedisUnavailableException("Redis refused a command", refused);
            }
            case RedisException _, CancellationException _, TimeoutException _, IOException _ ->
                    new RedisUnavailableException("Redis did not answer: " + cause, cause);
            default -> cause;
        };
    }

    @Override
    public void start() {
        running = true;
        connect();
    }

    @Override
    public void stop() {
        running = false;
        line = null;
        client.shutdown(Duration.ZERO, SHUTDOWN);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void connect() {
        var _ =
                client.connectAsync(StringCodec.UTF8, uri)
                        .thenCompose(this::identify)
                        .whenComplete(
                                (identified, failure) -> {
                                    if (identified != null) {
                                        connected(identified);
                                    } else {
                                        ATTEMPTS.warn(
                                                "no connection to Redis at {}: {}",
                                                uri,
                                                failure.toString());
                                        connectLater();
                                    }
                                });
    }

    /** The first commands on every connection: nothing is asked of a server that is not known. */
    private CompletionStage<Line> identify(StatefulRedisConnection<String, String> opened) {
        Instant asked = clock.local();
        return opened.async()
                .time()
                .thenAccept(time -> clock.heard(asked, time))
                .thenCombine(
                        opened.async().info("server"),
                        (_, info) -> new Line(opened, RunId.in(info)))
                .whenComplete(
                        (identified, failure) -> {
                            if (failure != null) {
                                var _ = opened.closeAsync();
                            }
                        });
    }

    /**
     * Asks for the time again: a clock may be set while a connection is open. Waits for the answer,
     * so that one question is under way, and one that took too long tells nothing.
     */
    void askTheTime() {
        if (isConnected()) {
            Instant asked = clock.local();
            try {
                clock.heard(asked, requireNonNull(read(redis -> redis.time()).block()));
            } catch (RedisUnavailableException e) {
                log.debug("the time was not told", e);
            }
        }
    }

    private synchronized void connected(Line identified) {
        StatefulRedisConnection<String, String> opened = identified.connection;
        opened.addListener(
                new RedisConnectionStateListener() {
                    @Override
                    public void onRedisDisconnected(
                            io.lettuce.core.RedisChannelHandler<?, ?> lost) {
                        lost(opened);
                    }
                });
        connections++;
        line = identified;
        log.info("connected to Redis at {}, run_id {}", uri, identified.runId);
        if (!opened.isOpen()) {
            lost(opened);
        }
    }

    private synchronized void lost(StatefulRedisConnection<String, String> old) {
        Line current = line;
        if (current == null || !old.equals(current.connection)) {
            return;
        }
        line = null;
        var _ = old.closeAsync();
        if (running) {
            log.warn("lost the connection to Redis at {}", uri);
            connectLater();
        }
    }

    private void connectLater() {
        if (!running) {
            return;
        }
        long pause = reconnectAfter.toMillis();
        long jittered = pause / 2 + ThreadLocalRandom.current().nextLong(pause + 1);
        var _ = timer.schedule(this::connect, jittered, TimeUnit.MILLISECONDS);
    }
}
