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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import java.time.Instant;
import java.util.List;

/** The books, against what the test itself wrote into Redis and the database. */
@WorkerTest
class BalanceTest {

    @Autowired WorkerApi api;
    @Autowired StringRedisTemplate redis;
    @Autowired UserCouponRepository issued;
    @Autowired JdbcClient jdbc;

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

    @Test
    void saysSoWhenTheCouponClosedLongAgo() {
        long coupon = warmedCoupon();
        redis.delete(CouponKeys.of(coupon).gate());
        closed(coupon, "6 day");
        balance(coupon).expectStatus().isEqualTo(503);

        closed(coupon, "7 day");
        for (ResponseSpec answer : List.of(balance(coupon), queue(coupon))) {
            answer.expectStatus()
                    .isEqualTo(410)
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("CLOSED");
        }
    }

    @Test
    void showsBothEndsOfTheQueue() {
        long coupon = warmedCoupon();
        String pending = CouponKeys.of(coupon).pending();
        json(queue(coupon), "{\"pending\":0,\"head\":[],\"tail\":[]}");
        redis.opsForZSet().add(pending, "9007199254740991", 9007199254740991d);
        redis.opsForZSet().add(pending, "17", 3);
        String both =
                "[{\"userId\":17,\"sequence\":3},"
                        + "{\"userId\":9007199254740991,\"sequence\":9007199254740991}]";
        json(queue(coupon), "{\"pending\":2,\"head\":" + both + ",\"tail\":" + both + "}");

        for (int user = 100; user < 130; user++) {
            redis.opsForZSet().add(pending, "" + user, user);
        }

        queue(coupon)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.pending")
                .isEqualTo(32)
                .jsonPath("$.head.length()")
                .isEqualTo(10)
                .jsonPath("$.head[9].sequence")
                .isEqualTo(108)
                .jsonPath("$.tail.length()")
                .isEqualTo(10)
                .jsonPath("$.tail[0].userId")
                .isEqualTo(121);
    }

    @Test
    void theQueueIsForAdminsAndOfCouponsThatThereAre() {
        String path = "/api/v1/admin/coupons/{id}/queue";
        long nobodys = WorkerApi.newUser();
        api.anybody().get().uri(path, 1).exchange().expectStatus().isUnauthorized();
        api.user(nobodys).get().uri(path, 1).exchange().expectStatus().isForbidden();
        queue(nobodys).expectStatus().isNotFound();
        queue(0).expectStatus().isBadRequest();
        long coupon = warmedCoupon();
        redis.delete(CouponKeys.of(coupon).gate());
        queue(coupon).expectStatus().isEqualTo(503).expectHeader().exists("Retry-After");
    }

    private static void json(ResponseSpec answer, String expected) {
        answer.expectStatus().isOk().expectBody().json(expected, JsonCompareMode.STRICT);
    }

    private ResponseSpec queue(long coupon) {
        return api.admin().get().uri("/api/v1/admin/coupons/{id}/queue", coupon).exchange();
    }

    /** Its window is moved into the past. */
    private void closed(long coupon, String ago) {
        jdbc.sql(
                        """
                        update coupon set opens_at = utc_timestamp(6) - interval 9 day,
                          closes_at = utc_timestamp(6) - interval %s where id = ?\
                        """
                                .formatted(ago))
                .param(coupon)
                .update();
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
