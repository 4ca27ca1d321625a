package io.couponrush.worker.desk;

import io.couponrush.worker.progress.CouponEpochs;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Of which coupons Redis must have a gate, and which one. */
class OpenCoupons {

    private final JdbcClient jdbc;
    private final CouponEpochs epochs;

    OpenCoupons(JdbcClient jdbc, CouponEpochs epochs) {
        this.jdbc = jdbc;
        this.epochs = epochs;
    }

    /** The generation of the coupon's gate, 0 if there is no such coupon. */
    long epoch(long couponId) {
        return epochs.of(couponId);
    }

    /**
     * Whether somebody may still be admitted, now or later, by the database's clock. Of another
     * coupon a gate that is gone is no loss for the desk: a slot would be of no use to anybody.
     */
    boolean isOpen(long couponId) {
        return jdbc.sql(
                        """
                        select 1 from coupon
                        where id = :id and state <> 'CLOSED' and closes_at > utc_timestamp(6)\
                        """)
                .param("id", couponId)
                .query(Integer.class)
                .optional()
                .isPresent();
    }
}
