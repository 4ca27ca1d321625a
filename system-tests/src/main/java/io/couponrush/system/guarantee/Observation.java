package io.couponrush.system.guarantee;

import io.couponrush.system.guarantee.Exchange.Call;

import java.util.List;
import java.util.Set;

/**
 * All that is known about one coupon after a load has ended and every part is up again.
 *
 * @param users what each user asked and was told
 * @param toldTooEarly users who were told ISSUED while a look at the database, begun after that
 *     answer, found no committed row
 * @param lookups how many told-ISSUED users the database was asked about at once
 * @param closed while nothing could be decided, because Redis was certainly away
 */
public record Observation(
        long couponId,
        List<UserHistory> users,
        DatabaseDump database,
        RedisDump redis,
        Balance balance,
        Set<Long> toldTooEarly,
        long lookups,
        List<Window> closed) {

    /**
     * A stretch of the history's monotonic clock.
     *
     * @param toNanos not before {@code fromNanos}
     */
    public record Window(long fromNanos, long toNanos) {

        boolean beginsDuring(Exchange exchange) {
            return fromNanos - exchange.sentNanos() > 0 && exchange.answeredNanos() - fromNanos > 0;
        }

        boolean holds(Exchange exchange) {
            return exchange.sentNanos() - fromNanos >= 0 && toNanos - exchange.answeredNanos() >= 0;
        }
    }

    /** Of a run in which Redis was never taken away. */
    public Observation(
            long couponId,
            List<UserHistory> users,
            DatabaseDump database,
            RedisDump redis,
            Balance balance,
            Set<Long> toldTooEarly,
            long lookups) {
        this(couponId, users, database, redis, balance, toldTooEarly, lookups, List.of());
    }

    public Observation {
        users = List.copyOf(users);
        toldTooEarly = Set.copyOf(toldTooEarly);
        closed = List.copyOf(closed);
    }

    /** Users whose claim was under way when a gate shut: only theirs can come to it late. */
    long underWay() {
        return users.stream()
                .filter(
                        user ->
                                user.exchanges().stream()
                                        .filter(exchange -> exchange.call() == Call.CLAIM)
                                        .anyMatch(this::wasCaught))
                .count();
    }

    private boolean wasCaught(Exchange claim) {
        return closed.stream().anyMatch(window -> window.beginsDuring(claim));
    }
}
