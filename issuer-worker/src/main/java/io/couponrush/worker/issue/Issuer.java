package io.couponrush.worker.issue;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.RejectionReason;
import io.couponrush.worker.issue.domain.Allotment;
import io.couponrush.worker.issue.domain.Outcome;
import io.couponrush.worker.issue.domain.Outcome.AlreadyIssued;
import io.couponrush.worker.issue.domain.Outcome.Issued;
import io.couponrush.worker.issue.domain.Outcome.IssuedElsewhere;
import io.couponrush.worker.issue.domain.Outcome.Rejected;
import io.couponrush.worker.issue.domain.Stock;
import io.couponrush.worker.meters.WorkerMeters;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Issues one coupon to a batch of claims in one transaction. Repeating a batch changes nothing.
 *
 * <p>The fast road does not look at the stock: it inserts and lets the guard on the counter, taken
 * last so that the coupon's row is locked for the commit only, say whether all of it fits.
 * Admission hands out no more tickets than there are coupons, so the guard refuses only what should
 * not have come, and whatever was written while a claim was given up. Then the slow road reads the
 * stock under the lock and issues what fits.
 */
public final class Issuer {

    private static final String QUEUE_ROAD = "v3";
    private static final String ELSEWHERE = "ELSEWHERE";

    private final String road;
    private final IssueLedger ledger;
    private final TransactionOperations transaction;
    private final WorkerMeters meters;
    private final Clock clock;

    Issuer(
            IssueLedger ledger,
            TransactionOperations transaction,
            WorkerMeters meters,
            Clock clock) {
        this(QUEUE_ROAD, ledger, transaction, meters, clock);
    }

    private Issuer(
            String road,
            IssueLedger ledger,
            TransactionOperations transaction,
            WorkerMeters meters,
            Clock clock) {
        this.road = road;
        this.ledger = ledger;
        this.transaction = transaction;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * The same, for claims that come by another road.
     *
     * @param otherRoad as it stands in the rows
     * @param itsTransaction around each try to issue
     */
    public Issuer on(String otherRoad, TransactionOperations itsTransaction) {
        return new Issuer(otherRoad, ledger, itsTransaction, meters, clock);
    }

    /**
     * @param claims all on this coupon, at least one, repeats included
     * @return one outcome a claim, committed
     */
    public List<Outcome> issue(long couponId, List<CouponIssueRequested> claims) {
        List<Outcome> outcomes = transaction.execute(status -> fast(couponId, claims, status));
        if (outcomes == null) {
            outcomes = Objects.requireNonNull(transaction.execute(_ -> slow(couponId, claims)));
        }
        count(outcomes);
        meters.couponRows().add(couponId, select(outcomes, Issued.class).size());
        return outcomes;
    }

    /** Null, and rolled back, if the guard refuses. */
    private @Nullable List<Outcome> fast(
            long couponId, List<CouponIssueRequested> claims, TransactionStatus status) {
        IssueLedger.Seen seen = ledger.look(couponId, claims);
        List<Outcome> outcomes = allot(claims, seen, new Stock.Unread());
        List<Issued> rows = insert(outcomes);
        noteEndings(outcomes);
        if (!rows.isEmpty() && !ledger.take(couponId, rows.size(), seen.discards())) {
            status.setRollbackOnly();
            return null;
        }
        return outcomes;
    }

    private List<Outcome> slow(long couponId, List<CouponIssueRequested> claims) {
        Stock stock = ledger.lock(couponId);
        IssueLedger.Seen seen = ledger.look(couponId, claims);
        List<Outcome> outcomes = allot(claims, seen, stock);
        List<Issued> rows = insert(outcomes);
        noteEndings(outcomes);
        if (!rows.isEmpty() && !ledger.take(couponId, rows.size(), seen.discards())) {
            throw new IllegalStateException(
                    "coupon " + couponId + " had " + stock + " under lock, and not " + rows.size());
        }
        return outcomes;
    }

    private List<Outcome> allot(
            List<CouponIssueRequested> claims, IssueLedger.Seen seen, Stock stock) {
        // The column holds microseconds; the event must say what the row says.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return Allotment.of(claims, seen.held(), stock, now);
    }

    private List<Issued> insert(List<Outcome> outcomes) {
        List<Issued> rows = select(outcomes, Issued.class);
        if (!rows.isEmpty()) {
            ledger.insert(rows, road);
        }
        return rows;
    }

    /**
     * Of claims on a coupon that exists: an unknown one has no gate to be rebuilt. A discarded
     * claim stands in a table of its own.
     */
    private void noteEndings(List<Outcome> outcomes) {
        Map<CouponIssueRequested, String> endings = new HashMap<>();
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Issued _, AlreadyIssued _ -> {}
                case IssuedElsewhere(var claim, _) -> endings.put(claim, ELSEWHERE);
                case Rejected(var claim, var reason, _) -> {
                    if (reason == RejectionReason.SOLD_OUT) {
                        endings.put(claim, reason.name());
                    }
                }
            }
        }
        ledger.note(endings, clock.instant());
    }

    private void count(List<Outcome> outcomes) {
        Instant committed = clock.instant();
        meters.issued(
                road,
                outcomes.size(),
                select(outcomes, Issued.class).stream()
                        .map(issued -> Duration.between(issued.claim().admittedAt(), committed))
                        .toList(),
                select(outcomes, AlreadyIssued.class).size());
    }

    private static <O extends Outcome> List<O> select(List<Outcome> outcomes, Class<O> kind) {
        return outcomes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
