package io.couponrush.gateway.redis;

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
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One multiplexed connection to Redis for the whole gateway, opened in the background and opened
 * again when it is lost.
 *
 * <p>Lettuce's own reconnect is off on purpose: it would send commands again after an outage of any
 * length, and here a lost connection fails what is under way at once, which a claim answers with
 * 503. It also leaves one place, {@link #connected}, to look at a server before trusting it.
 */
public final class RedisLink implements SmartLifecycle {

    /** After the HTTP server has finished its requests, before its event loops end. */
    private static final int PHASE = 100;

    private static final Logger log = LoggerFactory.getLogger(RedisLink.class);
    private static final SparseLog REFUSALS = new SparseLog(log);
    private static final Duration SHUTDOWN = Duration.ofSeconds(2);

    private final RedisClient client;
    private final RedisURI uri;
    private final Duration reconnectAfter;
    private final EventExecutorGroup timer;

    private volatile @Nullable StatefulRedisConnection<String, String> connection;
    private volatile long connections;
    private volatile boolean running;

    RedisLink(RedisClient client, RedisURI uri, Duration reconnectAfter) {
        this.client = client;
        this.uri = uri;
        this.reconnectAfter = reconnectAfter;
        this.timer = client.getResources().eventExecutorGroup();
    }

    /**
     * Commands on the open connection; each answers on an event loop, so nothing may block in what
     * follows.
     *
     * @throws RedisUnavailableException if there is no connection now
     */
    public RedisAsyncCommands<String, String> commands() {
        StatefulRedisConnection<String, String> open = connection;
        if (open == null) {
            throw new RedisUnavailableException("no connection to Redis", null);
        }
        return open.async();
    }

    /**
     * Sends commands now, whatever becomes of the caller. Every failure of Redis completes the
     * future with a {@link RedisUnavailableException}; completes on an event loop.
     */
    public <T extends @Nullable Object> CompletableFuture<T> call(
            Function<RedisAsyncCommands<String, String>, CompletionStage<T>> call) {
        try {
            return call.apply(commands())
                    .exceptionallyCompose(
                            failure -> CompletableFuture.failedStage(unavailable(failure)))
                    .toCompletableFuture();
        } catch (RedisUnavailableException | RedisException e) {
            return CompletableFuture.failedFuture(unavailable(e));
        }
    }

    /** Counts the connections that were opened; another number may mean another server. */
    public long connectionNumber() {
        return connections;
    }

    /** Whether commands can be sent now. */
    public boolean isConnected() {
        return connection != null;
    }

    /**
     * Sends commands at subscription. Every failure of Redis arrives as a {@link
     * RedisUnavailableException}. Cancelling cancels the command, so this is for reads only.
     */
    public <T> Mono<T> read(
            Function<RedisAsyncCommands<String, String>, ? extends CompletionStage<T>> call) {
        return Mono.defer(() -> Mono.fromCompletionStage(call.apply(commands())))
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
            case RedisException _, CancellationException _, IOException _ ->
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
        connection = null;
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
                        .whenComplete(
                                (opened, failure) -> {
                                    if (opened != null) {
                                        connected(opened);
                                    } else {
                                        log.warn(
                                                "no connection to Redis at {}: {}",
                                                uri,
                                                failure.toString());
                                        connectLater();
                                    }
                                });
    }

    private synchronized void connected(StatefulRedisConnection<String, String> opened) {
        opened.addListener(
                new RedisConnectionStateListener() {
                    @Override
                    public void onRedisDisconnected(
                            io.lettuce.core.RedisChannelHandler<?, ?> lost) {
                        lost(opened);
                    }
                });
        connections++;
        connection = opened;
        log.info("connected to Redis at {}", uri);
        if (!opened.isOpen()) {
            lost(opened);
        }
    }

    private synchronized void lost(StatefulRedisConnection<String, String> old) {
        if (!old.equals(connection)) {
            return;
        }
        connection = null;
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
