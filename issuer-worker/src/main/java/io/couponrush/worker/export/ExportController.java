package io.couponrush.worker.export;

import io.couponrush.worker.edge.CutOffException;
import io.couponrush.worker.edge.ProblemCode;
import io.couponrush.worker.edge.RushId;
import io.couponrush.worker.security.UserId;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.net.URI;

/**
 * An export over HTTP, in two steps: an admin asks for a ticket, and whoever has it fetches the
 * file. A download in a browser can't send the token that the first step wants.
 */
@RestController
final class ExportController {

    private static final String PATH = "/api/v1/exports/";

    private final Exports exports;

    ExportController(Exports exports) {
        this.exports = exports;
    }

    /** The body of a 201. */
    record Link(String url) {}

    @PostMapping("/api/v1/admin/coupons/{id}/export")
    ResponseEntity<Object> order(@PathVariable @RushId long id, UserId admin) {
        return switch (exports.order(id, admin)) {
            case ExportOutcome.Ticket(String ticket) ->
                    ResponseEntity.created(URI.create(PATH + ticket)).body(new Link(PATH + ticket));
            case ExportOutcome.NoSuchCoupon _ ->
                    ProblemCode.COUPON_NOT_FOUND.answer("Nobody made a coupon " + id + ".");
            case ExportOutcome.TooMany _ ->
                    ProblemCode.OVERLOADED.answer("Too many exports wait to be fetched.");
        };
    }

    /** Null when the file was written. MVC takes HEAD for GET, but no rule lets HEAD in. */
    @GetMapping(PATH + "{ticket}")
    @Nullable ResponseEntity<Object> fetch(
            @PathVariable String ticket, HttpServletResponse response) throws IOException {
        return switch (exports.redeem(ticket)) {
            case ExportOutcome.Granted(ExportTickets.Order order) -> {
                try {
                    write(order, response);
                } finally {
                    exports.release();
                }
                yield null;
            }
            case ExportOutcome.NoSuchTicket _ ->
                    ProblemCode.EXPORT_NOT_FOUND.answer(
                            "It was fetched before, or is too old. Ask for another one.");
            case ExportOutcome.TooMany _ ->
                    ProblemCode.OVERLOADED.answer("Too many exports at once.");
        };
    }

    private void write(ExportTickets.Order order, HttpServletResponse response) throws IOException {
        response.setContentType("text/csv; charset=utf-8; header=present");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"coupon-" + order.couponId() + "-issued.csv\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try {
            exports.write(order, response.getOutputStream());
        } catch (IOException | RuntimeException e) {
            if (response.isCommitted()) {
                throw new CutOffException("export of coupon " + order.couponId(), e);
            }
            response.reset();
            throw e;
        }
    }
}
