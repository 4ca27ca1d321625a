package io.couponrush.worker.coupon;

import io.couponrush.worker.coupon.domain.Fault;

/** How an edit ended. */
sealed interface EditOutcome {

    /** The coupon is as wanted. */
    record Edited(Coupon coupon) implements EditOutcome {}

    record NoSuchCoupon() implements EditOutcome {}

    /** The admin looked at an older version. */
    record Stale() implements EditOutcome {}

    record Refused(Fault fault) implements EditOutcome {}
}
