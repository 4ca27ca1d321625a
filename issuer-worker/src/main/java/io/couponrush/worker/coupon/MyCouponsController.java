package io.couponrush.worker.coupon;

import io.couponrush.worker.edge.Page;
import io.couponrush.worker.security.UserId;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** What the asking user has. */
@RestController
@RequestMapping(MyCouponsController.PATH)
final class MyCouponsController {

    static final String PATH = "/api/v1/me/coupons";

    private final UserCouponRepository repository;

    MyCouponsController(UserCouponRepository repository) {
        this.repository = repository;
    }

    @GetMapping
    ResponseEntity<List<OwnedCoupon>> mine(
            UserId user,
            @RequestParam(defaultValue = "0") @Min(0) @Max(Page.LAST) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(Page.LARGEST) int size) {
        Page wanted = new Page(PATH, page, size);
        return wanted.answer(repository.ownedBy(user.value(), wanted.request()));
    }
}
