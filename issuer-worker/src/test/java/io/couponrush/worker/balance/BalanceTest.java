package io.couponrush.worker.balance;

import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.coupon.UserCoupon;
import io.couponrush.worker.coupon.UserCouponId;
import io.couponrush.worker.coupon.UserCouponRepository;
import io.couponrush.worker.support.NewCoupon;
import io.couponrush.worker.support.Waiting;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import java.time.Instant;

/** The books, against what the test itself wrote into Redis and the database. */
@WorkerTest
class BalanceTest {

    @Autowired WorkerApi api;
    @Autowired StringRedisTemplate redis;
    @Autowired UserCouponRepository issued;

    @Test
    void namesWhereEveryAdmittedClaimIs() {
        long coupon = warmedCoupon();
        CouponKeys keys = CouponKeys.of(coupon);
        redis.opsForHash().put(keys.gate(), "admitted", "12");
        redis.opsForHash().put(keys.gate(), "discarded", "1");
        redis.opsForHash().put(keys.gate(), "elsewhere", "1");
        redis.opsForZSet().add(keys.returned(), "10:8", 1);
        redis.opsForZSet().add(keys.returned(), "11:9", Double.MAX_VALUE);
        redis.opsForZSet().add(keys.pending(), "1", 1);
        redis.opsForHash().put(keys.rejected(), "2", "SOLD_OUT");
        redis.opsForHash().put(keys.rejected(), "12", "DISCARDED");
        redis.opsForZSet().add(keys.returned(), "12:10", 1);
        redis.opsForHash().put(keys.failed(), "3", "MALFORMED_VALUE");
        for (long user = 4; user <= 7; user++) {
            row(coupon, user, "v3");
        }
        row(coupon, 9, "v1");

        balance(coupon)
                .expectStatus()
                .isOk()
                .expectBody()
                .json(
                        """
                        {"couponId":%d,"admitted":12,"issued":4,"rejected":2,"deadLettered":1,
                         "returned":2,"elsewhere":1,"pending":1,"difference":1}\
                        """
                                .formatted(coupon));
    }

    @Test
    void saysSoWhenRedisLostTheGate() {
        long coupon = warmedCoupon();
        redis.delete(CouponKeys.of(coupon).gate());

        balance(coupon)
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .exists("Retry-After")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("ADMISSION_UNAVAILABLE");
    }

    private ResponseSpec balance(long coupon) {
        return api.admin().get().uri("/api/v1/admin/coupons/{id}/balance", coupon).exchange();
    }

    private long warmedCoupon() {
        long coupon = NewCoupon.open(10).createdBy(api.admin());
        Waiting.await().until(() -> redis.hasKey(CouponKeys.of(coupon).gate()));
        return coupon;
    }

    private void row(long coupon, long user, String road) {
        issued.save(new UserCoupon(new UserCouponId(coupon, user), null, road, Instant.now()));
    }
}
