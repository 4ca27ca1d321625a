package io.couponrush.worker.coupon;

import io.couponrush.events.CouponState;
import io.couponrush.worker.coupon.domain.Edit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.jspecify.annotations.Nullable;

/**
 * The body of a PATCH; what is absent stays.
 *
 * @param version of the coupon that the admin looked at
 */
record EditCoupon(
        @NotNull @Min(1) Long version,
        @Nullable CouponState state,
        @Nullable @Min(1) @Max(CreateCoupon.MOST) Long totalQuantity) {

    Edit edit() {
        return new Edit(version, state, totalQuantity);
    }
}
