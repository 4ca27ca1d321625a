package io.couponrush.worker.lab;

import io.couponrush.worker.edge.ProblemCode;
import io.couponrush.worker.edge.RushId;
import io.couponrush.worker.security.UserId;

import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;

/** Claims by a strategy of the caller's choice. */
@RestController
@Profile(LabProperties.PROFILE)
final class LabController {

    private final Lab lab;

    LabController(Lab lab) {
        this.lab = lab;
    }

    /** The body of a 201. */
    record Receipt(long couponId, Instant issuedAt, String strategy) {}

    @PostMapping("/api/v1/lab/me/coupons/{couponId}/issue")
    ResponseEntity<Object> issue(
            UserId user, @PathVariable @RushId long couponId, @RequestParam String strategy)
            throws InterruptedException {
        return switch (lab.issue(strategy, couponId, user.value())) {
            case LabOutcome.Issued(Instant issuedAt) ->
                    ResponseEntity.status(HttpStatus.CREATED)
                            .body(new Receipt(couponId, issuedAt, strategy));
            case LabOutcome.AlreadyIssued _ ->
                    ProblemCode.ALREADY_ISSUED.answer("You have this coupon.");
            case LabOutcome.SoldOut _ -> ProblemCode.SOLD_OUT.answer("All coupons are taken.");
            case LabOutcome.NoSuchCoupon _ ->
                    ProblemCode.COUPON_NOT_FOUND.answer("There is no such coupon.");
            case LabOutcome.Conflict _ ->
                    ProblemCode.LAB_CONFLICT.answer("Somebody else was faster. Ask again.");
            case LabOutcome.FencedOff _ ->
                    ProblemCode.LAB_CONFLICT.answer("The lock ended too early. Ask again.");
            case LabOutcome.NoLock _ ->
                    ProblemCode.LAB_NO_LOCK.answer("The lock was not free in time. Ask again.");
            case LabOutcome.Unavailable _ ->
                    ProblemCode.ADMISSION_UNAVAILABLE.answer(
                            "Claims cannot be decided now. Ask again.");
        };
    }
}
