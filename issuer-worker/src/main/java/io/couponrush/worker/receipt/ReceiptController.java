package io.couponrush.worker.receipt;

import io.couponrush.worker.edge.ProblemCode;
import io.couponrush.worker.edge.RushId;
import io.couponrush.worker.security.UserId;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** One's own receipt. */
@RestController
final class ReceiptController {

    private final Receipts receipts;

    ReceiptController(Receipts receipts) {
        this.receipts = receipts;
    }

    @GetMapping("/api/v1/me/coupons/{couponId}/receipt")
    ResponseEntity<Object> receipt(UserId user, @PathVariable @RushId long couponId) {
        return switch (receipts.of(couponId, user.value())) {
            case ReceiptOutcome.Given(Signed receipt) ->
                    ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(receipt);
            case ReceiptOutcome.None _ ->
                    ProblemCode.RECEIPT_NOT_FOUND.answer(
                            "You have no settled claim on this coupon. While a claim waits there is"
                                    + " no receipt of it; v1 gives no place, so none either.");
            case ReceiptOutcome.NotFinal _ ->
                    ProblemCode.RECEIPT_NOT_FINAL.answer(
                            "Your claim ended without a coupon. You get a receipt when the coupon"
                                    + " is closed and its digest is committed.");
            case ReceiptOutcome.Disputed _ ->
                    ProblemCode.RECEIPT_DISPUTED.answer(
                            "The committed digest holds something else for your place than our"
                                    + " books. Keep what you have and ask the organiser.");
            case ReceiptOutcome.Off _ -> AuditController.off();
        };
    }
}
