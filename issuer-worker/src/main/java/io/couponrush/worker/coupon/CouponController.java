package io.couponrush.worker.coupon;

import io.couponrush.worker.coupon.domain.Fault;
import io.couponrush.worker.coupon.domain.Offer;
import io.couponrush.worker.edge.InvalidFieldException;
import io.couponrush.worker.edge.Page;
import io.couponrush.worker.edge.ProblemCode;
import io.couponrush.worker.edge.RushId;
import io.couponrush.worker.security.UserId;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.time.Clock;
import java.util.List;

/** Coupons: everybody sees them, admins make and change them. */
@RestController
@RequestMapping(CouponController.PATH)
final class CouponController {

    static final String PATH = "/api/v1/coupons";

    private final Coupons coupons;
    private final CouponRepository repository;
    private final Clock clock;

    CouponController(Coupons coupons, CouponRepository repository, Clock clock) {
        this.coupons = coupons;
        this.repository = repository;
        this.clock = clock;
    }

    @PostMapping
    ResponseEntity<Object> create(@Valid @RequestBody CreateCoupon request, UserId admin) {
        Offer offer = request.offer();
        offer.faultAt(clock.instant()).ifPresent(CouponController::refuse);
        CouponView created = view(coupons.create(offer, admin));
        return ResponseEntity.created(URI.create(PATH + "/" + created.id())).body(created);
    }

    @PatchMapping("/{id}")
    ResponseEntity<Object> edit(
            @PathVariable @RushId long id, @Valid @RequestBody EditCoupon request, UserId admin) {
        return switch (coupons.edit(id, request.edit(), admin)) {
            case EditOutcome.Edited(var coupon) -> ResponseEntity.ok(view(coupon));
            case EditOutcome.NoSuchCoupon _ -> notFound(id);
            case EditOutcome.Stale _ ->
                    ProblemCode.EDIT_CONFLICT.answer(
                            "It was changed since you read it. Read it again, repeat your edit.");
            case EditOutcome.Refused(var fault) -> refuse(fault);
        };
    }

    @GetMapping
    ResponseEntity<List<CouponView>> list(
            @RequestParam(defaultValue = "0") @Min(0) @Max(Page.LAST) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(Page.LARGEST) int size) {
        Page wanted = new Page(PATH, page, size);
        return wanted.answer(repository.findAllByOrderByIdDesc(wanted.request()).map(this::view));
    }

    @GetMapping("/{id}")
    ResponseEntity<Object> one(@PathVariable @RushId long id) {
        return repository
                .findById(id)
                .<ResponseEntity<Object>>map(coupon -> ResponseEntity.ok(view(coupon)))
                .orElseGet(() -> notFound(id));
    }

    private CouponView view(Coupon coupon) {
        return CouponView.of(coupon, clock.instant());
    }

    private static ResponseEntity<Object> refuse(Fault fault) {
        throw new InvalidFieldException(fault.field(), fault.message());
    }

    private static ResponseEntity<Object> notFound(long id) {
        return ProblemCode.COUPON_NOT_FOUND.answer("Nobody made a coupon " + id + ".");
    }
}
