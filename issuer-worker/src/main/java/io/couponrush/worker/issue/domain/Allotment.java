package io.couponrush.worker.issue.domain;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.RejectionReason;
import io.couponrush.worker.issue.domain.Outcome.AlreadyIssued;
import io.couponrush.worker.issue.domain.Outcome.Issued;
import io.couponrush.worker.issue.domain.Outcome.IssuedElsewhere;
import io.couponrush.worker.issue.domain.Outcome.Rejected;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides, for the claims of one batch on one coupon, which are repeats, which fit, which don't.
 */
public final class Allotment {

    private Allotment() {}

    /**
     * A user who holds the coupon is never rejected, sold out or not. The stock goes to the lowest
     * sequences; of two claims of one user the lower sequence decides and the other follows it.
     *
     * @param claims all on one coupon, in any order, repeats included
     * @param held by user id, for those of the users who have something
     * @return one outcome a claim, by sequence
     */
    public static List<Outcome> of(
            List<CouponIssueRequested> claims, Map<Long, Held> held, Stock stock, Instant now) {
        List<CouponIssueRequested> bySequence = new ArrayList<>(claims);
        bySequence.sort(Comparator.comparingLong(CouponIssueRequested::sequence));

        Map<Long, Outcome> decided = HashMap.newHashMap(claims.size());
        List<Outcome> outcomes = new ArrayList<>(claims.size());
        long allotted = 0;
        for (CouponIssueRequested claim : bySequence) {
            Held has = held.get(claim.userId());
            Outcome first = decided.get(claim.userId());
            Outcome outcome;
            if (has instanceof Held.Row(Instant issuedAt, boolean ticketed)) {
                outcome =
                        ticketed
                                ? new AlreadyIssued(claim, issuedAt)
                                : new IssuedElsewhere(claim, issuedAt);
            } else if (has instanceof Held.Discarded(long sequence, Instant at)
                    && sequence == claim.sequence()) {
                outcome = new Rejected(claim, RejectionReason.DISCARDED, at);
            } else if (first != null) {
                outcome = repeat(claim, first);
            } else {
                outcome = fresh(claim, stock, allotted, now);
                decided.put(claim.userId(), outcome);
                allotted++;
            }
            outcomes.add(outcome);
        }
        return outcomes;
    }

    private static Outcome fresh(
            CouponIssueRequested claim, Stock stock, long allotted, Instant now) {
        return switch (stock) {
            case Stock.Unread() -> new Issued(claim, now);
            case Stock.Left(long quantity) when allotted < quantity -> new Issued(claim, now);
            case Stock.Left _ -> new Rejected(claim, RejectionReason.SOLD_OUT, now);
            case Stock.NoCoupon() -> new Rejected(claim, RejectionReason.COUPON_UNKNOWN, now);
        };
    }

    private static Outcome repeat(CouponIssueRequested claim, Outcome first) {
        return switch (first) {
            case Issued(_, Instant issuedAt) -> new AlreadyIssued(claim, issuedAt);
            case AlreadyIssued(_, Instant issuedAt) -> new AlreadyIssued(claim, issuedAt);
            case IssuedElsewhere(_, Instant issuedAt) -> new IssuedElsewhere(claim, issuedAt);
            case Rejected(_, RejectionReason reason, Instant at) -> new Rejected(claim, reason, at);
        };
    }
}
