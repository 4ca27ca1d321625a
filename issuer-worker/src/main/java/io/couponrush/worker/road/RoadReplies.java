package io.couponrush.worker.road;

import io.couponrush.worker.edge.ProblemCode;
import io.couponrush.worker.meters.WorkerMeters;

import org.springframework.http.ResponseEntity;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

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

    ResponseEntity<Object> answer(long couponId, String road, RoadOutcome outcome) {
        return switch (outcome) {
            case RoadOutcome.Issued(Instant issuedAt) -> {
                meters.roadClaim(road, "ISSUED");
                yield ResponseEntity.created(MINE).body(new Receipt(couponId, issuedAt, road));
            }
            case RoadOutcome.AlreadyIssued _ ->
                    refused(road, ProblemCode.ALREADY_ISSUED, "You have this coupon.");
            case RoadOutcome.SoldOut _ ->
                    refused(road, ProblemCode.SOLD_OUT, "All coupons are taken.");
            case RoadOutcome.NotOpen(var opensAt, var opensIn) -> {
                meters.roadClaim(road, ProblemCode.NOT_OPEN.name());
                yield ProblemCode.NOT_OPEN.answerIn(
                        opensIn,
                        "This coupon opens later. Come back then.",
                        Map.of("opensAt", opensAt));
            }
            case RoadOutcome.Closed _ ->
                    refused(road, ProblemCode.CLOSED, "This coupon is no longer given out.");
            case RoadOutcome.Paused _ ->
                    refused(road, ProblemCode.PAUSED, "This coupon is paused. Come back later.");
            case RoadOutcome.NoSuchCoupon _ ->
                    refused(road, ProblemCode.COUPON_NOT_FOUND, "There is no such coupon.");
            case RoadOutcome.Discarded _ ->
                    refused(
                            road,
                            ProblemCode.CLAIM_DISCARDED,
                            "Your claim could not be processed and was given up.");
            case RoadOutcome.Unavailable _ ->
                    refused(
                            road,
                            ProblemCode.ADMISSION_UNAVAILABLE,
                            "Claims cannot be decided now. Ask again: a claim never counts twice.");
        };
    }

    private ResponseEntity<Object> refused(String road, ProblemCode code, String detail) {
        meters.roadClaim(road, code.name());
        return code.answer(detail);
    }
}
