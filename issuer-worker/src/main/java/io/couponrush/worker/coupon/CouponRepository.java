package io.couponrush.worker.coupon;

import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Slice;
import org.springframework.data.jpa.repository.JpaRepository;

/** Coupons by id. */
interface CouponRepository extends JpaRepository<Coupon, Long> {

    Slice<Coupon> findAllByOrderByIdDesc(Pageable page);
}
