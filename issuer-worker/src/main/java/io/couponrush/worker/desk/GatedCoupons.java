package io.couponrush.worker.desk;

import io.couponrush.worker.progress.CouponEpochs;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;

/** Of which coupons Redis must have a gate, and which one. */
class GatedCoupons {

    private final JdbcClient jdbc;
    private final Duration kept;
    private final CouponEpochs epochs;

    /**
     * @param retention how long keys stay in Redis after a coupon closes
     */
    GatedCoupons(JdbcClient jdbc, Duration retention, CouponEpochs epochs) {
        this.jdbc = jdbc;
        this.kept = retention.minusMinutes(1); // as recovery: they may be gone by Redis' clock
        this.epochs = epochs;
    }

    /** The generation of the coupon's gate, 0 if there is no such coupon. */
    long epoch(long couponId) {
        return epochs.of(couponId);
    }

    /**
     * Whether recovery makes it a gate where there is none, also after it has closed: those who
     * hold tickets are told how they ended for as long as keys are kept.
     */
    boolean mustHaveGate(long couponId) {
        return jdbc.sql(
                        """
                        select 1 from coupon
                        where id = :id
                          and closes_at > utc_timestamp(6) - interval :kept microsecond\
                        """)
                .param("id", couponId)
                .param("kept", kept.toNanos() / 1000)
                .query(Integer.class)
                .optional()
                .isPresent();
    }
}
