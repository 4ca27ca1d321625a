package io.couponrush.worker.export;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Fills a coupon with issued rows, quicker than any issuing could. */
final class ManyRows {

    private ManyRows() {}

    /**
     * Users from 2^41 on.
     *
     * @param rows a multiple of 1,000
     */
    static void of(long couponId, int rows, JdbcClient jdbc) {
        String digit = "(select 0 n union select 1" + unions() + ")";
        jdbc.sql(
                        """
                        insert into user_coupon (coupon_id, user_id, sequence, road, issued_at)
                        select :coupon, 2199023255552 + k.n * 1000 + a.n * 100 + b.n * 10 + c.n,
                               k.n * 1000 + a.n * 100 + b.n * 10 + c.n + 1, 'v3', utc_timestamp(6)
                        from (%s) k, %s a, %s b, %s c\
                        """
                                .formatted(thousands(rows / 1000), digit, digit, digit))
                .param("coupon", couponId)
                .update();
    }

    private static String unions() {
        StringBuilder unions = new StringBuilder();
        for (int n = 2; n < 10; n++) {
            unions.append(" union select ").append(n);
        }
        return unions.toString();
    }

    private static String thousands(int count) {
        StringBuilder all = new StringBuilder("select 0 n");
        for (int n = 1; n < count; n++) {
            all.append(" union all select ").append(n);
        }
        return all.toString();
    }
}
