package io.couponrush.gateway.position;

import io.couponrush.gateway.redis.RedisUnavailableException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Looks at the positions of all who have a stream open, many with one call of Redis. Also the way
 * in which a result that its topic did not bring is noticed, and a dead letter.
 */
final class StreamRounds implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StreamRounds.class);

    /** Far longer than a stream needs from being granted to its first byte. */
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private final OpenStreams streams;
    private final TicketReader tickets;
    private final StreamProperties properties;

    private @Nullable Disposable running;

    StreamRounds(OpenStreams streams, TicketReader tickets, StreamProperties properties) {
        this.streams = streams;
        this.tickets = tickets;
        this.properties = properties;
    }

    /** One look at everybody. Redis being away costs the round and nothing else. */
    Mono<Void> round() {
        return Flux.fromIterable(reads())
                .concatMap(this::read)
                .then()
                .doOnError(StreamRounds::logFailure)
                .onErrorComplete();
    }

    private List<Read> reads() {
        Map<Long, List<Long>> users =
                streams.claims().stream()
                        .collect(
                                Collectors.groupingBy(
                                        OpenStreams.Claim::couponId,
                                        Collectors.mapping(
                                                OpenStreams.Claim::userId, Collectors.toList())));
        List<Read> reads = new ArrayList<>();
        users.forEach(
                (couponId, all) -> {
                    for (int from = 0; from < all.size(); from += properties.usersPerRead()) {
                        int to = Math.min(all.size(), from + properties.usersPerRead());
                        reads.add(new Read(couponId, all.subList(from, to)));
                    }
                });
        return reads;
    }

    private Mono<Void> read(Read read) {
        return tickets.read(read.couponId, read.users)
                .doOnNext(
                        lookups -> {
                            for (int i = 0; i < lookups.size(); i++) {
                                // without ticket or gate nothing is known, so nothing is said
                                if (lookups.get(i) instanceof TicketLookup.Found(var state)) {
                                    streams.offer(read.couponId, read.users.get(i), state);
                                }
                            }
                        })
                .then();
    }

    private static void logFailure(Throwable failure) {
        if (failure instanceof RedisUnavailableException) {
            log.debug("positions not read", failure);
        } else {
            log.error("positions could not be read", failure);
        }
    }

    @Override
    public synchronized void start() {
        running =
                Disposables.composite(
                        Flux.interval(properties.refresh())
                                .onBackpressureDrop()
                                .concatMap(_ -> round(), 1)
                                .subscribe(),
                        Flux.interval(SWEEP).onBackpressureDrop().subscribe(_ -> streams.sweep()));
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    private record Read(long couponId, List<Long> users) {}
}
