package io.couponrush.worker.coupon;

import io.couponrush.events.CouponState;
import io.couponrush.worker.coupon.domain.Edit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZonedDateTime;

/**
 * The body of a PATCH; what is absent stays.
 *
 * @param version of the coupon that the admin looked at
 * @param opensAt with an offset or a zone
 * @param closesAt with an offset or a zone
 */
record EditCoupon(
        @NotNull @Min(1) Long version,
        @Nullable @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank") @Size(max = 100)
                String name,
        @Nullable @Size(max = 1000) String description,
        @Nullable CouponState state,
        @Nullable @Min(1) @Max(CreateCoupon.MOST) Long totalQuantity,
        @Nullable ZonedDateTime opensAt,
        @Nullable ZonedDateTime closesAt) {

    Edit edit() {
        return new Edit(
                version,
                name,
                description,
                state,
                totalQuantity,
                instant(opensAt),
                instant(closesAt));
    }

    private static @Nullable Instant instant(@Nullable ZonedDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
