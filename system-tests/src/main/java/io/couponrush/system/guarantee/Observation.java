package io.couponrush.system.guarantee;

import io.couponrush.system.guarantee.Exchange.Call;
import io.couponrush.system.guarantee.Told.Nothing;
import io.couponrush.system.guarantee.Told.TryLater;

import java.time.Duration;
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

        /** {@code delivery.timeout.ms} of the gateway's producer. */
        private static final Duration DELIVERY = Duration.ofSeconds(30);

        /**
         * Whether the issue request of the claim can come late to this gate: it was under way when
         * the gate shut, or nobody was told what became of it and the gateway's producer may have
         * had it still.
         */
        boolean makesLate(Exchange claim) {
            boolean undecided = claim.told() instanceof TryLater || claim.told() instanceof Nothing;
            long until = claim.answeredNanos() + (undecided ? DELIVERY.toNanos() : 0);
            return fromNanos - claim.sentNanos() > 0 && until - fromNanos > 0;
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

    /** Users of whom a claim may have come late to a gate that was shut. */
    long perhapsLate() {
        return users.stream()
                .filter(
                        user ->
                                user.exchanges().stream()
                                        .filter(exchange -> exchange.call() == Call.CLAIM)
                                        .anyMatch(this::wasCaught))
                .count();
    }

    private boolean wasCaught(Exchange claim) {
        return closed.stream().anyMatch(window -> window.makesLate(claim));
    }
}
