package io.couponrush.worker.coupon;

import org.springframework.data.jpa.repository.JpaRepository;

/** Coupons by id. */
public interface CouponRepository extends JpaRepository<Coupon, Long> {}
