package io.couponrush.worker.recovery;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.util.List;

/** The coupons whose keys must be in Redis. */
final class ActiveCoupons {

    private final JdbcClient database;
    private final Duration retention;

    /**
     * @param retention how long a coupon's keys stay in Redis after it closes
     */
    ActiveCoupons(JdbcClient database, Duration retention) {
        this.database = database;
        this.retention = retention;
    }

    List<Long> ids() {
        return database.sql(
                        """
                        select id from coupon
                        where warmed = 1 and closes_at > utc_timestamp(6) - interval ? microsecond\
                        """)
                .param(retention.toNanos() / 1000)
                .query((row, _) -> row.getLong("id"))
                .list();
    }
}
