package io.couponrush.gateway.position;

import io.couponrush.gateway.redis.RedisUnavailableException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
final class StreamRounds {

    private static final Logger log = LoggerFactory.getLogger(StreamRounds.class);

    /** A round of 20,000 streams is 40 reads; each of them has a time-out of its own. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final OpenStreams streams;
    private final TicketReader tickets;
    private final StreamProperties properties;

    StreamRounds(OpenStreams streams, TicketReader tickets, StreamProperties properties) {
        this.streams = streams;
        this.tickets = tickets;
        this.properties = properties;
    }

    /** One look at everybody. Redis being away costs the round and nothing else. */
    void round() {
        try {
            Flux.fromIterable(reads()).concatMap(this::read).blockLast(LONGEST);
        } catch (RedisUnavailableException e) {
            log.debug("positions not read", e);
        }
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
                                if (lookups.get(i)
                                        instanceof TicketLookup.Found(var state, var _)) {
                                    streams.offer(read.couponId, read.users.get(i), state);
                                }
                            }
                        })
                .then()
                // said by the link; keys that are broken cost nobody but their own coupon
                .onErrorComplete(StreamRounds::isRefusal);
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof RedisUnavailableException redis && redis.isRefusal();
    }

    private record Read(long couponId, List<Long> users) {}
}
