package io.couponrush.worker.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.events.CouponState;
import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.support.CatalogueReader;
import io.couponrush.worker.support.NewCoupon;
import io.couponrush.worker.support.Waiting;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;

import java.util.List;
import java.util.Map;

/** From an admin's request to Redis and the topic. */
@WorkerTest
class AnnouncementTest {

    @Autowired WorkerApi api;
    @Autowired StringRedisTemplate redis;
    @Autowired JdbcClient database;
    @Autowired KafkaAdmin kafka;

    @Test
    void everyVersionReachesRedisAndTheTopic() {
        long coupon = NewCoupon.open(100).createdBy(api.admin());
        Waiting.await()
                .untilAsserted(
                        () ->
                                assertThat(gate(coupon))
                                        .containsEntry("version", "1")
                                        .containsEntry("total", "100")
                                        .containsEntry("state", "OPEN")
                                        .containsEntry("admitted", "0"));

        edit(coupon, "{\"version\":1,\"state\":\"PAUSED\"}");
        awaitAnnounced(coupon, 2);
        edit(coupon, "{\"version\":2,\"state\":\"OPEN\",\"totalQuantity\":150}");
        awaitAnnounced(coupon, 3);

        assertThat(gate(coupon))
                .containsEntry("state", "OPEN")
                .containsEntry("total", "150")
                .containsEntry("total_before", "100")
                .containsKey("raised_at");
        List<CouponAnnounced> announced =
                CatalogueReader.of(kafka).all().stream()
                        .filter(event -> event.couponId() == coupon)
                        .toList();
        // an edit that comes before the last one is announced may swallow it, never reorder it
        assertThat(announced).extracting(CouponAnnounced::version).isSorted().contains(2L, 3L);
        assertThat(announced.getLast())
                .satisfies(
                        event -> {
                            assertThat(event.state()).isEqualTo(CouponState.OPEN);
                            assertThat(event.totalQuantity()).isEqualTo(150);
                        });
    }

    @Test
    void aGateThatWasLostIsNotMadeAnewButGatewaysHearOfTheEdit() {
        long coupon = NewCoupon.open(100).createdBy(api.admin());
        awaitAnnounced(coupon, 1);
        redis.delete(CouponKeys.of(coupon).gate());

        edit(coupon, "{\"version\":1,\"state\":\"PAUSED\"}");
        awaitAnnounced(coupon, 2);

        assertThat(redis.hasKey(CouponKeys.of(coupon).gate())).isFalse();
        assertThat(CatalogueReader.of(kafka).newest(coupon).state()).isEqualTo(CouponState.PAUSED);
    }

    private void edit(long coupon, String json) {
        api.admin()
                .patch()
                .uri("/api/v1/coupons/{id}", coupon)
                .contentType(MediaType.APPLICATION_JSON)
                .body(json)
                .exchange()
                .expectStatus()
                .isOk();
    }

    private void awaitAnnounced(long coupon, long version) {
        Waiting.await()
                .untilAsserted(
                        () ->
                                assertThat(
                                                database.sql(
                                                                "select announced_version from"
                                                                        + " coupon where id = ? and"
                                                                        + " announce_after is null")
                                                        .param(coupon)
                                                        .query(Long.class)
                                                        .optional())
                                        .contains(version));
    }

    private Map<Object, Object> gate(long coupon) {
        return redis.opsForHash().entries(CouponKeys.of(coupon).gate());
    }
}
