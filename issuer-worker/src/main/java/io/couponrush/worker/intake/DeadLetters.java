package io.couponrush.worker.intake;

import static java.util.stream.Collectors.groupingBy;

import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.progress.ConfirmedSends;
import io.couponrush.worker.progress.FailedClaim;
import io.couponrush.worker.progress.Progress;
import io.couponrush.worker.trace.TraceId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;

/** Moves records out of the way, to the dead-letter topic. */
class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final Progress progress;
    private final ConfirmedSends sends;
    private final WorkerMeters meters;

    DeadLetters(Progress progress, ConfirmedSends sends, WorkerMeters meters) {
        this.progress = progress;
        this.sends = sends;
        this.meters = meters;
    }

    /**
     * Redis first, the broker last: what fails before the letters are stored is done again with the
     * whole poll, and Redis does not mind; a letter must not be stored twice.
     */
    void bury(List<DeadLetter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        letters.stream()
                .map(DeadLetter::claim)
                .flatMap(Optional::stream)
                .collect(groupingBy(FailedClaim::couponId))
                .forEach(this::fail);
        sends.send(letters.stream().map(DeadLetter::toRecord).toList());
        for (DeadLetter letter : letters) {
            meters.deadLettered(letter.fault());
            tell(letter);
        }
    }

    private static void tell(DeadLetter letter) {
        try (TraceId _ = TraceId.of(letter.origin())) {
            LOG.warn(
                    "Dead-lettered {}-{}@{}, {}: {}: {}",
                    letter.origin().topic(),
                    letter.origin().partition(),
                    letter.origin().offset(),
                    letter.claim().map(FailedClaim::name).orElse("whose is unknown"),
                    letter.fault(),
                    letter.headline());
        }
    }

    private void fail(long couponId, List<FailedClaim> claims) {
        try {
            progress.fail(couponId, claims);
        } catch (RuntimeException e) {
            if (Faults.isInfrastructure(e)) {
                throw e;
            }
            // Only missing infrastructure may hold a partition up; the letters are the record.
            LOG.error(
                    "Could not mark claims as failed: {}",
                    claims.stream().map(FailedClaim::name).toList(),
                    e);
        }
    }
}
