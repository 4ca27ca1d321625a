package io.couponrush.worker.coupon;

import io.couponrush.worker.support.NewCoupon;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.Instant;

@WorkerTest
class MyCouponsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T03:00:00.123456Z");

    @Autowired WorkerApi api;
    @Autowired UserCouponRepository issued;

    @Test
    void areMineNewestFirstAndNobodyElses() {
        long me = WorkerApi.newUser();
        long other = WorkerApi.newUser();
        long first = NewCoupon.open(10).createdBy(api.admin());
        long second = NewCoupon.open(10).createdBy(api.admin());
        issued.save(new UserCoupon(new UserCouponId(first, me), 42L, "v3", NOON));
        issued.save(new UserCoupon(new UserCouponId(second, me), null, "v1", NOON.plusSeconds(1)));
        issued.save(new UserCoupon(new UserCouponId(second, other), 1L, "v3", NOON));

        api.user(me)
                .get()
                .uri("/api/v1/me/coupons")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .doesNotExist("Link")
                .expectBody()
                .json(
                        """
                        [{"couponId":%d,"name":"Noon rush","discount":{"kind":"PERCENT","value":50},
                          "sequence":null,"issuedAt":"2026-11-21T03:00:01.123456Z"},
                         {"couponId":%d,"name":"Noon rush","discount":{"kind":"PERCENT","value":50},
                          "sequence":42,"issuedAt":"2026-11-21T03:00:00.123456Z"}]\
                        """
                                .formatted(second, first));
    }

    @Test
    void comePageByPage() {
        long me = WorkerApi.newUser();
        for (int i = 0; i < 3; i++) {
            long coupon = NewCoupon.open(10).createdBy(api.admin());
            issued.save(
                    new UserCoupon(new UserCouponId(coupon, me), 1L, "v3", NOON.plusSeconds(i)));
        }

        api.user(me)
                .get()
                .uri("/api/v1/me/coupons?size=2")
                .exchange()
                .expectHeader()
                .valueEquals("Link", "</api/v1/me/coupons?page=1&size=2>; rel=\"next\"")
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(2);
        api.user(me)
                .get()
                .uri("/api/v1/me/coupons?page=1&size=2")
                .exchange()
                .expectHeader()
                .doesNotExist("Link")
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(1);
    }
}
