package io.couponrush.worker.desk;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.RejectionReason;
import io.couponrush.worker.desk.DeskOutcome.Done;
import io.couponrush.worker.desk.DeskOutcome.Refused;
import io.couponrush.worker.desk.DeskOutcome.Unavailable;
import io.couponrush.worker.issue.IssueLedger;
import io.couponrush.worker.issue.domain.Outcome;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.progress.FailedClaim;
import io.couponrush.worker.progress.Progress;

import org.apache.kafka.common.KafkaException;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Gives claims up, in an order in which every step may be the last one of a worker: Redis decides,
 * the database forbids the row for good, then everybody is told. Asked again, the rest is done.
 */
final class Discards {

    /** Nobody downstream looks at the epoch of a rejection; the claim's own may be unreadable. */
    private static final long ANY_EPOCH = 1;

    private final DeskGate gate;
    private final OpenCoupons coupons;
    private final IssueLedger ledger;
    private final TransactionOperations transaction;
    private final Progress progress;
    private final WorkerMeters meters;
    private final Clock clock;

    Discards(
            DeskGate gate,
            OpenCoupons coupons,
            IssueLedger ledger,
            TransactionOperations transaction,
            Progress progress,
            WorkerMeters meters,
            Clock clock) {
        this.gate = gate;
        this.coupons = coupons;
        this.ledger = ledger;
        this.transaction = transaction;
        this.progress = progress;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param slotReturned whether the claim's slot is stock again
     */
    record Discarded(DeskOutcome outcome, boolean slotReturned) {}

    Discarded discard(Letter letter) {
        return letter.claim().map(this::discard).orElseGet(() -> letterOnly());
    }

    Discarded discard(FailedClaim claim) {
        if (ledger.hasRow(claim.couponId(), claim.userId())) {
            // Another record of the claim got through. A replay need not: it may be unreadable.
            progress.issued(claim, clock.instant());
            return letterOnly();
        }
        return switch (gate.discard(claim, coupons.epoch(claim.couponId()))) {
            case DISCARDED -> {
                meters.rejected(RejectionReason.DISCARDED, 1);
                meters.revived(1);
                yield forbidAndTell(claim);
            }
            case BEFORE -> forbidAndTell(claim);
            case REPLAYING ->
                    refused(
                            "The claim is being replayed. If it dies again, discard the new"
                                    + " letter.");
            // Closing the letter would leave nobody to remember the claim, should Redis be lost.
            case PENDING ->
                    new Discarded(
                            new Unavailable(
                                    "The claim is pending and will be published again. Then see"
                                            + " how it ended."),
                            false);
            case KEPT, NOT_HELD -> letterOnly();
            case NO_GATE -> coupons.isOpen(claim.couponId()) ? unavailable(false) : letterOnly();
        };
    }

    private Discarded forbidAndTell(FailedClaim claim) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        transaction.executeWithoutResult(
                _ -> ledger.discard(claim.couponId(), claim.userId(), claim.sequence(), now));
        if (!isStillGivenUp(claim)) {
            return unavailable(true);
        }
        CouponIssueRequested request =
                new CouponIssueRequested(
                        claim.couponId(), claim.userId(), claim.sequence(), ANY_EPOCH, now);
        try {
            progress.publish(
                    List.of(new Outcome.Rejected(request, RejectionReason.DISCARDED, now)));
        } catch (KafkaException e) {
            return new Discarded(
                    new Unavailable("The broker did not confirm the result. Discard it again."),
                    true);
        }
        return new Discarded(new Done(LetterState.DISCARDED), true);
    }

    /**
     * Whoever rebuilt the gate between the two steps found the claim failed, and nothing that
     * forbids its row. That gate is told, too.
     */
    private boolean isStillGivenUp(FailedClaim claim) {
        return switch (gate.discard(claim, coupons.epoch(claim.couponId()))) {
            case DISCARDED, BEFORE, KEPT, NOT_HELD -> true;
            case REPLAYING, PENDING -> false;
            case NO_GATE -> !coupons.isOpen(claim.couponId());
        };
    }

    private static Discarded unavailable(boolean slotReturned) {
        return new Discarded(new Unavailable("Redis has no gate of the coupon now."), slotReturned);
    }

    /** There is no claim whose slot is bound. */
    private static Discarded letterOnly() {
        return new Discarded(new Done(LetterState.DISCARDED), false);
    }

    private static Discarded refused(String why) {
        return new Discarded(new Refused(why), false);
    }
}
