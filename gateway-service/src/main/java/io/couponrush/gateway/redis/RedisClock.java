package io.couponrush.gateway.redis;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What time it is by the clock of Redis, which decides whether a coupon is open: this machine's
 * clock, corrected by how far it was off when Redis was last asked. Safe for use by many threads.
 */
public final class RedisClock {

    private final Clock local;

    private volatile @Nullable Duration ahead;

    RedisClock(Clock local) {
        this.local = local;
    }

    /**
     * Null until Redis was heard. Later than the truth by at most the time that the question took
     * to get there, and never earlier but by what the clocks drift apart in a second.
     */
    public @Nullable Instant instant() {
        Duration correction = ahead;
        return correction == null ? null : local.instant().plus(correction);
    }

    Instant local() {
        return local.instant();
    }

    /**
     * @param asked when the question was sent, by {@link #local}
     * @param time what {@code TIME} answers: seconds and microseconds
     */
    void heard(Instant asked, List<String> time) {
        Instant server =
                Instant.ofEpochSecond(
                        Long.parseLong(time.getFirst()), Long.parseLong(time.getLast()) * 1_000);
        ahead = Duration.between(asked, server);
    }
}
