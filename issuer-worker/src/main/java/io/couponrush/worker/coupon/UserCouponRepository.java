package io.couponrush.worker.coupon;

import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Slice;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** Issued coupons by coupon and user. */
public interface UserCouponRepository extends JpaRepository<UserCoupon, UserCouponId> {

    /** Newest first. */
    @Query(
            """
            select new io.couponrush.worker.coupon.OwnedCoupon(
                c.id, c.name, c.discountKind, c.discountValue, u.sequence, u.issuedAt)
            from UserCoupon u join Coupon c on c.id = u.id.couponId
            where u.id.userId = :userId
            order by u.issuedAt desc, u.id.couponId desc\
            """)
    Slice<OwnedCoupon> ownedBy(long userId, Pageable page);
}
