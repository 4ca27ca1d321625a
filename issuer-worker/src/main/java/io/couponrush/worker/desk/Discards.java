package io.couponrush.worker.desk;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.RejectionReason;
import io.couponrush.worker.desk.DeskGate.Discarding;
import io.couponrush.worker.desk.DeskOutcome.Done;
import io.couponrush.worker.desk.DeskOutcome.Refused;
import io.couponrush.worker.desk.DeskOutcome.Unavailable;
import io.couponrush.worker.issue.IssueLedger;
import io.couponrush.worker.issue.domain.Held;
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
import java.util.Optional;

/**
 * Gives claims up, in an order in which every step may be the last one of a worker: Redis says
 * whether it may be, the database forbids the row for good, Redis gives the slot back, then
 * everybody is told. Asked again, the rest is done.
 */
final class Discards {

    /** Nobody downstream looks at the epoch of a rejection; the claim's own may be unreadable. */
    private static final long ANY_EPOCH = 1;

    private final DeskGate gate;
    private final GatedCoupons coupons;
    private final IssueLedger ledger;
    private final TransactionOperations transaction;
    private final Progress progress;
    private final WorkerMeters meters;
    private final Clock clock;

    Discards(
            DeskGate gate,
            GatedCoupons coupons,
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
     * @param asOf what the outcome leans on: in a later generation the claim may stand elsewhere,
     *     and the letter must stay open. Empty if it leans on none.
     */
    record Discarded(DeskOutcome outcome, boolean slotReturned, Optional<Generation> asOf) {

        Discarded(DeskOutcome outcome, boolean slotReturned) {
            this(outcome, slotReturned, Optional.empty());
        }
    }

    Discarded discard(Letter letter) {
        return letter.claim().map(this::discard).orElseGet(() -> letterOnly());
    }

    Discarded discard(FailedClaim claim) {
        Optional<Held.Row> row = ledger.row(claim.couponId(), claim.userId());
        if (row.isPresent()) {
            return closeIssued(claim, row.get());
        }
        long epoch = coupons.epoch(claim.couponId());
        return switch (gate.askDiscard(claim, epoch)) {
            case FAILED, BEFORE -> forbidAndTell(claim);
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
            // Redis may be behind; a rebuild brings the ticket back, by the open letter.
            case KEPT, NOT_HELD ->
                    new Discarded(
                            new Done(LetterState.DISCARDED),
                            false,
                            Optional.of(new Generation(claim.couponId(), epoch)));
            case NO_GATE -> coupons.mustHaveGate(claim.couponId()) ? unavailable() : letterOnly();
            case DISCARDED -> throw new IllegalStateException("discarded by being asked");
        };
    }

    /** Another record of the claim got through. A replay need not: it may be unreadable. */
    private Discarded closeIssued(FailedClaim claim, Held.Row row) {
        progress.issued(claim, row);
        return letterOnly();
    }

    private Discarded forbidAndTell(FailedClaim claim) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (!forbid(claim, now)) {
            return closeIssued(claim, ledger.row(claim.couponId(), claim.userId()).orElseThrow());
        }
        Discarding told = gate.discard(claim, coupons.epoch(claim.couponId()));
        if (told == Discarding.NO_GATE && coupons.mustHaveGate(claim.couponId())) {
            return unavailable();
        }
        if (told == Discarding.DISCARDED) {
            meters.rejected(RejectionReason.DISCARDED, 1);
            meters.revived(1);
        }
        boolean slotReturned = told == Discarding.DISCARDED || told == Discarding.BEFORE;
        CouponIssueRequested request =
                new CouponIssueRequested(
                        claim.couponId(), claim.userId(), claim.sequence(), ANY_EPOCH, now);
        try {
            progress.publish(
                    List.of(new Outcome.Rejected(request, RejectionReason.DISCARDED, now)));
        } catch (KafkaException e) {
            return new Discarded(
                    new Unavailable("The broker did not confirm the result. Discard it again."),
                    slotReturned);
        }
        return new Discarded(new Done(LetterState.DISCARDED), slotReturned);
    }

    private boolean forbid(FailedClaim claim, Instant at) {
        return Boolean.TRUE.equals(
                transaction.execute(
                        _ ->
                                ledger.forbid(
                                        claim.couponId(), claim.userId(), claim.sequence(), at)));
    }

    private static Discarded unavailable() {
        return new Discarded(new Unavailable("Redis has no gate of the coupon now."), false);
    }

    /** There is no claim whose slot is bound. */
    private static Discarded letterOnly() {
        return new Discarded(new Done(LetterState.DISCARDED), false);
    }

    private static Discarded refused(String why) {
        return new Discarded(new Refused(why), false);
    }
}
