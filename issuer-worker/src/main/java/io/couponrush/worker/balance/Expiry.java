package io.couponrush.worker.balance;

import io.couponrush.worker.balance.BooksOutcome.Expired;
import io.couponrush.worker.balance.BooksOutcome.NoGate;
import io.couponrush.worker.balance.BooksOutcome.NoSuchCoupon;
import io.couponrush.worker.balance.BooksOutcome.Nothing;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;

/** Why Redis has no gate of a coupon. */
final class Expiry {

    private final JdbcClient database;
    private final Duration retention;

    /**
     * @param retention how long a coupon's keys stay in Redis after it closes
     */
    Expiry(JdbcClient database, Duration retention) {
        this.database = database;
        this.retention = retention;
    }

    Nothing gateless(long couponId) {
        return database.sql(
                        """
                        select closes_at <= utc_timestamp(6) - interval ? microsecond
                        from coupon where id = ?\
                        """)
                .param(retention.toNanos() / 1000)
                .param(couponId)
                .query((row, _) -> row.getBoolean(1))
                .optional()
                .<Nothing>map(expired -> expired ? new Expired() : new NoGate())
                .orElseGet(NoSuchCoupon::new);
    }
}
