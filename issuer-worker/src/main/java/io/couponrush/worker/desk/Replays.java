package io.couponrush.worker.desk;

import io.couponrush.worker.desk.DeskOutcome.Done;
import io.couponrush.worker.desk.DeskOutcome.Refused;
import io.couponrush.worker.desk.DeskOutcome.Unavailable;
import io.couponrush.worker.intake.DeadLetterHeaders;
import io.couponrush.worker.progress.ConfirmedSends;
import io.couponrush.worker.progress.FailedClaim;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Sends letters back to where they came from: key, value and headers as they came, to the same
 * partition. Whatever becomes of the record then, it is one more delivery of an issue request, and
 * those may be repeated at will.
 */
final class Replays {

    private static final Refused TOO_LARGE =
            new Refused("The record is too large to be sent once more. Discard it.");

    private final DeskGate gate;
    private final GatedCoupons coupons;
    private final ConfirmedSends sends;

    Replays(DeskGate gate, GatedCoupons coupons, ConfirmedSends sends) {
        this.gate = gate;
        this.coupons = coupons;
        this.sends = sends;
    }

    DeskOutcome replay(long id, Letter letter) {
        if (letter.isCut()) {
            return TOO_LARGE;
        }
        DeskOutcome obstacle = letter.claim().map(this::obstacle).orElse(null);
        return obstacle == null ? publish(id, letter) : obstacle;
    }

    private @Nullable DeskOutcome obstacle(FailedClaim claim) {
        return switch (gate.markReplay(claim, coupons.epoch(claim.couponId()))) {
            case MARKED, ALIVE -> null;
            case REJECTED ->
                    new Refused("The claim was rejected or discarded since. Discard the letter.");
            case NOT_HELD ->
                    new Refused(
                            "The user has no such ticket any more, so no slot is kept for the"
                                    + " claim. Discard the letter; the user may claim again.");
            // While a gate is being rebuilt nobody may get a row that the rebuild does not see.
            case NO_GATE ->
                    coupons.mustHaveGate(claim.couponId())
                            ? new Unavailable("Redis has no gate of the coupon now.")
                            : null;
        };
    }

    private DeskOutcome publish(long id, Letter letter) {
        try {
            sends.send(List.of(record(id, letter)));
            return new Done(LetterState.REPLAYED);
        } catch (RecordTooLargeException e) {
            return TOO_LARGE;
        } catch (KafkaException e) {
            return new Unavailable("The broker did not confirm the record.");
        }
    }

    private static ProducerRecord<byte[], byte[]> record(long id, Letter letter) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        letter.topic(), letter.partition(), letter.key(), letter.payload());
        for (LetterHeader header : letter.headers()) {
            if (!DeadLetterHeaders.isOurs(header.name())) {
                record.headers().add(header.name(), header.value());
            }
        }
        record.headers()
                .add(
                        DeadLetterHeaders.REPLAY_OF,
                        Long.toString(id).getBytes(StandardCharsets.US_ASCII));
        return record;
    }
}
