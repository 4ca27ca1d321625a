package io.couponrush.worker.lab;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the lab's copy of a coupon when it is first claimed. */
final class LabCoupons {

    private final JdbcClient jdbc;

    /** A lab is short: a node a coupon. */
    private final Set<Long> made = ConcurrentHashMap.newKeySet();

    LabCoupons(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @return false if there is no real coupon of this id
     */
    boolean ready(long couponId) {
        return made.contains(couponId) || make(couponId);
    }

    /** One at a time: a crowd of these statements on one key is a crowd of deadlocks. */
    private synchronized boolean make(long couponId) {
        if (made.contains(couponId)) {
            return true;
        }
        jdbc.sql(
                        "insert ignore into lab_coupon (id, total_quantity)"
                                + " select id, total_quantity from coupon where id = :coupon")
                .param("coupon", couponId)
                .update();
        boolean there =
                jdbc.sql("select exists (select 1 from lab_coupon where id = :coupon)")
                        .param("coupon", couponId)
                        .query(Boolean.class)
                        .single();
        if (there) {
            made.add(couponId);
        }
        return there;
    }
}
