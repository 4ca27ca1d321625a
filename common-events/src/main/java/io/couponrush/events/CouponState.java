package io.couponrush.events;

/** What an admin decided about a coupon. Opening and closing by the clock is not a state. */
public enum CouponState {
    OPEN,
    PAUSED,
    CLOSED
}
