package io.couponrush.worker.progress;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Of which generation each coupon's gate must be, as the database says. */
public class CouponEpochs {

    private final JdbcClient jdbc;

    protected CouponEpochs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** 0 if there is no such coupon. */
    public long of(long couponId) {
        return jdbc.sql("select epoch from coupon where id = :id")
                .param("id", couponId)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }
}
