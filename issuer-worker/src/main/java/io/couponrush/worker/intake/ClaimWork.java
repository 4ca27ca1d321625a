package io.couponrush.worker.intake;

import io.couponrush.events.CouponIssueRequested;

import java.util.List;

/** Brings claims on one coupon to their end: rows committed, Redis told, results published. */
@FunctionalInterface
interface ClaimWork {

    /** May be called again with the same claims, whatever became of the call before. */
    void finish(long couponId, List<CouponIssueRequested> claims);
}
