package io.couponrush.worker.lab;

import io.couponrush.worker.support.NewCoupon;
import io.couponrush.worker.support.Waiting;
import io.couponrush.worker.support.WorkerApi;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Coupons of the lab, crowds, and what the tables hold afterwards. */
@TestComponent
final class LabBench {

    private final WorkerApi api;
    private final JdbcClient jdbc;
    private final LabCoupons coupons;

    LabBench(WorkerApi api, JdbcClient jdbc, LabCoupons coupons) {
        this.api = api;
        this.jdbc = jdbc;
        this.coupons = coupons;
    }

    /**
     * @param twice rows beyond one for each user
     */
    record Books(long total, long rows, long counter, long twice) {

        boolean oversold() {
            return rows > total;
        }

        /** Rows that the counter doesn't know of. */
        long lostUpdates() {
            return rows - counter;
        }
    }

    /** A real coupon that has its copy in the lab. */
    long coupon(long total) {
        long coupon = NewCoupon.open(total).createdBy(api.admin());
        coupons.ready(coupon);
        return coupon;
    }

    void awaitWarmed(long coupon) {
        Waiting.await()
                .until(
                        () ->
                                jdbc.sql("select announced_version from coupon where id = ?")
                                                .param(coupon)
                                                .query(Long.class)
                                                .single()
                                        >= 1);
    }

    Books books(long coupon) {
        return books(coupon, "lab_coupon", "lab_user_coupon");
    }

    /** Of the product's own tables. */
    Books realBooks(long coupon) {
        return books(coupon, "coupon", "user_coupon");
    }

    private Books books(long coupon, String counters, String rows) {
        return jdbc.sql(
                        """
                        select c.total_quantity, count(r.user_id), c.issued_quantity,
                          count(r.user_id) - count(distinct r.user_id)
                        from %s c left join %s r on r.coupon_id = c.id
                        where c.id = ? group by c.id, c.total_quantity, c.issued_quantity\
                        """
                                .formatted(counters, rows))
                .param(coupon)
                .query(
                        (row, _) ->
                                new Books(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getLong(4)))
                .single();
    }

    /** A claim of one user. */
    interface Claim {
        LabOutcome of(long userId) throws InterruptedException;
    }

    /**
     * So many users at the same time.
     *
     * @param times how often each claims, at the same time too
     */
    static List<LabOutcome> crowd(int users, int times, Claim claim) throws Exception {
        List<Future<LabOutcome>> claims = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < users; i++) {
                long user = WorkerApi.newUser();
                for (int time = 0; time < times; time++) {
                    claims.add(threads.submit(() -> claim.of(user)));
                }
            }
        }
        List<LabOutcome> outcomes = new ArrayList<>();
        for (Future<LabOutcome> outcome : claims) {
            outcomes.add(outcome.get());
        }
        return outcomes;
    }
}
