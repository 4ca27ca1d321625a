package io.couponrush.events;

/** Why an admitted claim was not issued. The names are stored in Redis and shown to users. */
public enum RejectionReason {
    /** The database, the last judge of stock, had no coupon left. */
    SOLD_OUT,
    /** The database knows no such coupon. */
    COUPON_UNKNOWN,
    /** It could not be processed, and somebody decided to give its slot to the next claim. */
    DISCARDED
}
