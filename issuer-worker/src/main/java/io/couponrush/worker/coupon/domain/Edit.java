package io.couponrush.worker.coupon.domain;

import io.couponrush.events.CouponState;

import org.jspecify.annotations.Nullable;

/**
 * A change that an admin wants.
 *
 * @param version of the coupon that the admin looked at
 * @param state null: leave it
 * @param totalQuantity null: leave it
 */
public record Edit(long version, @Nullable CouponState state, @Nullable Long totalQuantity) {

    /** What it comes to on a coupon as it is. Closing is for good, and nothing is taken back. */
    public Result on(CouponState currentState, long currentTotal) {
        CouponState newState = state == null ? currentState : state;
        long newTotal = totalQuantity == null ? currentTotal : totalQuantity;
        if (newTotal < currentTotal) {
            return new Refused(
                    new Fault("totalQuantity", "can only be raised, it is " + currentTotal));
        }
        if (newState == currentState && newTotal == currentTotal) {
            return new Unchanged();
        }
        if (currentState == CouponState.CLOSED) {
            return new Refused(
                    new Fault(
                            newState == currentState ? "totalQuantity" : "state",
                            "can't be changed, the coupon is closed"));
        }
        return new Changed(newState, newTotal);
    }

    /** What an edit comes to. */
    public sealed interface Result {}

    public record Changed(CouponState state, long totalQuantity) implements Result {}

    /** The coupon is that way already. */
    public record Unchanged() implements Result {}

    public record Refused(Fault fault) implements Result {}
}
