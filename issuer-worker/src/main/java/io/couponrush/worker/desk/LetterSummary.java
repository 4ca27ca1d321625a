package io.couponrush.worker.desk;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A letter in a list.
 *
 * @param couponId null, like user and sequence, where the record does not say
 * @param cause a stable name
 * @param message for people
 * @param topic where the record came from, with partition and offset
 * @param replayOf the letter whose replay died again as this one
 * @param handledAt when it was replayed or discarded last
 * @param slotReturned whether discarding it gave a slot back to the stock
 */
record LetterSummary(
        long id,
        LetterState state,
        @Nullable Long couponId,
        @Nullable Long userId,
        @Nullable Long sequence,
        String cause,
        String message,
        String topic,
        int partition,
        long offset,
        @Nullable Long replayOf,
        Instant deadLetteredAt,
        @Nullable Instant handledAt,
        boolean slotReturned) {}
