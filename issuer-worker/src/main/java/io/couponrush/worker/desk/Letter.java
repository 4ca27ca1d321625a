package io.couponrush.worker.desk;

import io.couponrush.worker.intake.DeadLetterHeaders;
import io.couponrush.worker.progress.FailedClaim;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A dead letter as it was received.
 *
 * @param claim whose it is, if the record says so
 * @param fault a stable name: what is wrong
 * @param message for people, at most 500 characters
 * @param topic where the record came from, with partition and offset
 * @param key as it came; the array must not be changed
 * @param payload as it came; the array must not be changed
 * @param headers the record's own and the intake's, in order
 * @param replayOf the letter whose replay this is
 * @param deadLetteredAt when it came onto the dead-letter topic
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Letter(
        Optional<FailedClaim> claim,
        String fault,
        String message,
        String topic,
        int partition,
        long offset,
        byte @Nullable [] key,
        byte @Nullable [] payload,
        List<LetterHeader> headers,
        @Nullable Long replayOf,
        Instant deadLetteredAt) {

    Letter {
        headers = List.copyOf(headers);
    }

    /** Whether something of the record was too large to be kept. */
    boolean isCut() {
        return headers.stream()
                .anyMatch(header -> header.name().equals(DeadLetterHeaders.TOO_LARGE));
    }
}
