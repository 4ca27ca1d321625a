package io.couponrush.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.coupon.CouponRepository;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@WorkerTest
class WorkerApplicationTest {

    @Autowired WorkerApi api;
    @Autowired CouponRepository coupons;

    @Test
    void startsOnTheMigratedSchema() {
        assertThat(coupons.count()).isGreaterThanOrEqualTo(0);

        api.anybody().get().uri("/.well-known/jwks.json").exchange().expectStatus().isOk();
    }
}
