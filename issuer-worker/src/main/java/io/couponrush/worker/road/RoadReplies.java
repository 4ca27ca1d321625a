package io.couponrush.worker.road;

import io.couponrush.worker.edge.ProblemCode;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.meters.WorkerMeters.Answer;

import org.springframework.http.ResponseEntity;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** Turns what became of a claim into an answer, and counts it. */
final class RoadReplies {

    /** Where the row can be seen. */
    private static final URI MINE = URI.create("/api/v1/me/coupons");

    private final WorkerMeters meters;

    RoadReplies(WorkerMeters meters) {
        this.meters = meters;
    }

    /** The body of a 201. */
    record Receipt(long couponId, Instant issuedAt, String road) {}

    /** Does the work and answers what came of it. */
    ResponseEntity<Object> answer(long couponId, String road, Supplier<RoadOutcome> work) {
        long began = System.nanoTime();
        try {
            RoadOutcome outcome = work.get();
            count(road, answer(outcome), began);
            countRow(couponId, road, outcome);
            return reply(couponId, road, outcome);
        } catch (RuntimeException e) {
            count(road, Answer.FAILED, began);
            throw e;
        }
    }

    private void count(String road, Answer answer, long began) {
        meters.claim(road, answer, Duration.ofNanos(System.nanoTime() - began));
    }

    /** Of v1; v2 issues where v3 does, and is counted there. */
    private void countRow(long couponId, String road, RoadOutcome outcome) {
        if (outcome instanceof RoadOutcome.Issued && road.equals(DatabaseRoad.NAME)) {
            meters.issuedUnderLock();
            meters.couponRows().add(couponId, 1);
        }
    }

    private static Answer answer(RoadOutcome outcome) {
        return switch (outcome) {
            case RoadOutcome.Issued _ -> Answer.ISSUED;
            case RoadOutcome.AlreadyIssued _ -> Answer.ALREADY_ISSUED;
            case RoadOutcome.SoldOut _ -> Answer.SOLD_OUT;
            case RoadOutcome.NotOpen _ -> Answer.NOT_OPEN;
            case RoadOutcome.Closed _ -> Answer.CLOSED;
            case RoadOutcome.Paused _ -> Answer.PAUSED;
            case RoadOutcome.NoSuchCoupon _ -> Answer.NOT_FOUND;
            case RoadOutcome.Discarded _ -> Answer.DISCARDED;
            case RoadOutcome.Unavailable _ -> Answer.UNAVAILABLE;
        };
    }

    private static ResponseEntity<Object> reply(long couponId, String road, RoadOutcome outcome) {
        return switch (outcome) {
            case RoadOutcome.Issued(Instant issuedAt) ->
                    ResponseEntity.created(MINE).body(new Receipt(couponId, issuedAt, road));
            case RoadOutcome.AlreadyIssued _ ->
                    ProblemCode.ALREADY_ISSUED.answer("You have this coupon.");
            case RoadOutcome.SoldOut _ -> ProblemCode.SOLD_OUT.answer("All coupons are taken.");
            case RoadOutcome.NotOpen(var opensAt, var opensIn) ->
                    ProblemCode.NOT_OPEN.answerIn(
                            opensIn,
                            "This coupon opens later. Come back then.",
                            Map.of("opensAt", opensAt));
            case RoadOutcome.Closed _ ->
                    ProblemCode.CLOSED.answer("This coupon is no longer given out.");
            case RoadOutcome.Paused _ ->
                    ProblemCode.PAUSED.answer("This coupon is paused. Come back later.");
            case RoadOutcome.NoSuchCoupon _ ->
                    ProblemCode.COUPON_NOT_FOUND.answer("There is no such coupon.");
            case RoadOutcome.Discarded _ ->
                    ProblemCode.CLAIM_DISCARDED.answer(
                            "Your claim could not be processed and was given up.");
            case RoadOutcome.Unavailable _ ->
                    ProblemCode.ADMISSION_UNAVAILABLE.answer(
                            "Claims cannot be decided now. Ask again: a claim never counts twice.");
        };
    }
}
