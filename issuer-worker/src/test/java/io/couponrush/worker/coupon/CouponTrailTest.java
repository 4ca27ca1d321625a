package io.couponrush.worker.coupon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.events.CouponState;
import io.couponrush.events.Discount;
import io.couponrush.worker.audit.AdminLog;
import io.couponrush.worker.coupon.domain.Edit;
import io.couponrush.worker.coupon.domain.Offer;
import io.couponrush.worker.security.UserId;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.time.Instant;

/** No change without its line and no line without its change, in the real database. */
@WorkerTest
class CouponTrailTest {

    private static final AdminLog FAILING =
            _ -> {
                throw new IllegalStateException("no line");
            };
    private static final ApplicationEventPublisher SILENT = _ -> {};
    private static final ApplicationEventPublisher DYING =
            _ -> {
                throw new IllegalStateException("no change");
            };

    @Autowired CouponRepository repository;
    @Autowired TransactionOperations transactions;
    @Autowired AdminLog log;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;

    private final UserId admin = new UserId(WorkerApi.newUser());
    private final String name = "trail " + admin.value();

    @Test
    void whatCannotBeWrittenDownIsNotDone() {
        Coupons unwritten = coupons(SILENT, FAILING);

        assertThatThrownBy(() -> unwritten.create(offer(), admin)).hasMessage("no line");
        assertThat(made()).isZero();

        long coupon = coupons(SILENT, log).create(offer(), admin).id();
        Edit pause = new Edit(1, null, null, CouponState.PAUSED, null, null, null);
        assertThatThrownBy(() -> unwritten.edit(coupon, pause, admin)).hasMessage("no line");
        assertThat(repository.findById(coupon).orElseThrow().state()).isEqualTo(CouponState.OPEN);
    }

    @Test
    void whatIsNotDoneIsNotWrittenDown() {
        Coupons dying = coupons(DYING, log);

        assertThatThrownBy(() -> dying.create(offer(), admin)).hasMessage("no change");

        assertThat(made()).isZero();
        assertThat(lines()).isZero();
        long coupon = coupons(SILENT, log).create(offer(), admin).id();
        Edit pause = new Edit(1, null, null, CouponState.PAUSED, null, null, null);
        assertThatThrownBy(() -> dying.edit(coupon, pause, admin)).hasMessage("no change");
        assertThat(lines()).as("of the making alone").isEqualTo(1);
    }

    private Coupons coupons(ApplicationEventPublisher events, AdminLog lines) {
        return new Coupons(repository, transactions, events, lines, clock);
    }

    private Offer offer() {
        Instant now = Instant.now();
        return new Offer(
                name, "", new Discount(Discount.Kind.AMOUNT, 1), 10, now, now.plusSeconds(3600));
    }

    private long made() {
        return jdbc.sql("select count(*) from coupon where name = ?")
                .param(name)
                .query(Long.class)
                .single();
    }

    private long lines() {
        return jdbc.sql("select count(*) from admin_action where admin_id = ?")
                .param(admin.value())
                .query(Long.class)
                .single();
    }
}
