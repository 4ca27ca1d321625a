package io.couponrush.worker.balance;

import io.couponrush.worker.edge.ProblemCode;
import io.couponrush.worker.edge.RushId;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The books of one coupon, and its queue. */
@RestController
final class BalanceController {

    private final Books books;
    private final Queues queues;

    BalanceController(Books books, Queues queues) {
        this.books = books;
        this.queues = queues;
    }

    @GetMapping("/api/v1/admin/coupons/{id}/balance")
    ResponseEntity<Object> balance(@PathVariable @RushId long id) {
        return answer(id, books.balance(id));
    }

    @GetMapping("/api/v1/admin/coupons/{id}/queue")
    ResponseEntity<Object> queue(@PathVariable @RushId long id) {
        return answer(id, queues.queue(id));
    }

    private static ResponseEntity<Object> answer(long id, BooksOutcome outcome) {
        return switch (outcome) {
            case Balance balance -> ResponseEntity.ok(balance);
            case Queue queue -> ResponseEntity.ok(queue);
            case BooksOutcome.NoSuchCoupon _ ->
                    ProblemCode.COUPON_NOT_FOUND.answer("Nobody made a coupon " + id + ".");
            case BooksOutcome.Expired _ ->
                    ProblemCode.CLOSED.answer(
                            "The coupon closed so long ago that its queue and books are not kept"
                                    + " any more. Its rows are.");
            case BooksOutcome.NoGate _ ->
                    ProblemCode.ADMISSION_UNAVAILABLE.answer(
                            "Redis has no gate of this coupon: it is not warmed yet, or lost and"
                                    + " being made anew.");
        };
    }
}
