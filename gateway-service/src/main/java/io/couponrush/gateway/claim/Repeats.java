package io.couponrush.gateway.claim;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.couponrush.events.CouponIssueRequested;

import java.time.Duration;

/**
 * Claims that were handed over once more a moment ago, because their users asked again: until it is
 * over they get their ticket without another record, or anybody could fill the topic by asking on.
 */
final class Repeats {

    /** Who is forgotten early costs one more record. */
    private static final int MOST = 100_000;

    private final Cache<Ticket, Boolean> recent;

    private record Ticket(long couponId, long userId, long sequence, long epoch) {}

    Repeats(Duration pause) {
        recent = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(pause).build();
    }

    boolean isRecent(CouponIssueRequested request) {
        return recent.getIfPresent(ticket(request)) != null;
    }

    /** The broker has it. */
    void confirmed(CouponIssueRequested request) {
        recent.put(ticket(request), true);
    }

    private static Ticket ticket(CouponIssueRequested request) {
        return new Ticket(
                request.couponId(), request.userId(), request.sequence(), request.epoch());
    }
}
