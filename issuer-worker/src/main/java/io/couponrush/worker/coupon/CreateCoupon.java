package io.couponrush.worker.coupon;

import io.couponrush.events.Discount;
import io.couponrush.worker.coupon.domain.Offer;
import io.couponrush.worker.edge.InvalidFieldException;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import java.time.ZonedDateTime;
import java.util.Objects;

/**
 * The body of a POST.
 *
 * @param totalQuantity bounded by what the sets of one coupon may take in Redis, about 200 bytes a
 *     ticket
 * @param opensAt with an offset or a zone
 * @param closesAt with an offset or a zone
 */
record CreateCoupon(
        @NotBlank @Size(max = 100) String name,
        @Nullable @Size(max = 1000) String description,
        @NotNull @Valid DiscountRequest discount,
        @NotNull @Min(1) @Max(CreateCoupon.MOST) Long totalQuantity,
        @NotNull ZonedDateTime opensAt,
        @NotNull ZonedDateTime closesAt) {

    static final long MOST = 10_000_000;

    /**
     * @param value percent, or an amount in the currency's smallest unit
     */
    record DiscountRequest(
            @NotNull Discount.Kind kind, @NotNull @Min(1) @Max(1_000_000_000_000L) Long value) {

        Discount discount() {
            if (kind == Discount.Kind.PERCENT && value > 100) {
                throw new InvalidFieldException("discount.value", "must be at most 100 percent");
            }
            return new Discount(kind, value);
        }
    }

    Offer offer() {
        return new Offer(
                name,
                Objects.requireNonNullElse(description, ""),
                discount.discount(),
                totalQuantity,
                opensAt.toInstant(),
                closesAt.toInstant());
    }
}
