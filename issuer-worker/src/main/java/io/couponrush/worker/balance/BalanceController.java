package io.couponrush.worker.balance;

import io.couponrush.worker.edge.ProblemCode;
import io.couponrush.worker.edge.RushId;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The books of one coupon. */
@RestController
final class BalanceController {

    private final Books books;

    BalanceController(Books books) {
        this.books = books;
    }

    @GetMapping("/api/v1/admin/coupons/{id}/balance")
    ResponseEntity<Object> balance(@PathVariable @RushId long id) {
        return switch (books.balance(id)) {
            case Balance balance -> ResponseEntity.ok(balance);
            case BooksOutcome.NoSuchCoupon _ ->
                    ProblemCode.COUPON_NOT_FOUND.answer("Nobody made a coupon " + id + ".");
            case BooksOutcome.NoGate _ ->
                    ProblemCode.ADMISSION_UNAVAILABLE.answer(
                            "Redis has no gate of this coupon: it is not warmed yet, lost, or"
                                    + " expired after the coupon closed.");
        };
    }
}
