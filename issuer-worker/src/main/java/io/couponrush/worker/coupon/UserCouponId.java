package io.couponrush.worker.coupon;

import jakarta.persistence.Embeddable;

import java.io.Serializable;

/**
 * "One each": a user has a coupon at most once.
 *
 * @param couponId at least 1
 * @param userId at least 1
 */
@Embeddable
public record UserCouponId(long couponId, long userId) implements Serializable {

    private static final long serialVersionUID = 1L;
}
