package io.couponrush.worker.watch;

import io.couponrush.worker.meters.CouponMeters.Stock;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import javax.sql.DataSource;

/** What the database knows of coupons. Every statement has 3 s, so that a look ends. */
class CouponTable {

    private static final int SECONDS = 3;

    private final JdbcClient database;

    CouponTable(DataSource connections) {
        JdbcTemplate bounded = new JdbcTemplate(connections);
        bounded.setQueryTimeout(SECONDS);
        database = JdbcClient.create(bounded);
    }

    /**
     * @param issued the counter, which moves with the rows
     */
    record Counted(long couponId, long total, long issued) {}

    /** Ids of those that may be claimed now or soon, paused ones too; the last opened first. */
    List<Long> open(int limit, Duration ahead) {
        return database.sql(
                        """
                        select id from coupon
                        where warmed = 1 and state <> 'CLOSED' and closes_at > utc_timestamp(6)
                          and opens_at < utc_timestamp(6) + interval ? microsecond
                        order by opens_at desc, id desc limit ?\
                        """)
                .param(ahead.toNanos() / 1000)
                .param(limit)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /**
     * @param couponIds at least one
     */
    Map<Long, Counted> counters(Set<Long> couponIds) {
        return database
                .sql("select id, total_quantity, issued_quantity from coupon where id in (:ids)")
                .param("ids", couponIds)
                .query((row, _) -> new Counted(row.getLong(1), row.getLong(2), row.getLong(3)))
                .list()
                .stream()
                .collect(Collectors.toMap(Counted::couponId, Function.identity()));
    }

    /** Counted, not taken from the counter: this is the evidence. Road v1 passes no gate. */
    Stock stock(Counted coupon) {
        return database.sql(
                        """
                        select count(*), coalesce(sum(road <> 'v1'), 0)
                        from user_coupon where coupon_id = ?\
                        """)
                .param(coupon.couponId())
                .query((row, _) -> new Stock(coupon.total(), row.getLong(1), row.getLong(2)))
                .single();
    }
}
