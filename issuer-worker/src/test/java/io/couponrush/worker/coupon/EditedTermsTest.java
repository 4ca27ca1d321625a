package io.couponrush.worker.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.CouponAnnounced;
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
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** Name, description and times of a coupon, edited over HTTP, and who learns of it. */
@WorkerTest
class EditedTermsTest {

    private static final Duration RETENTION = Duration.ofDays(7);

    @Autowired WorkerApi api;
    @Autowired StringRedisTemplate redis;
    @Autowired JdbcClient database;
    @Autowired KafkaAdmin kafka;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Test
    void reachGateTopicAndTrail() {
        long coupon = opening(now.plusSeconds(3600), now.plusSeconds(7200));
        Instant opens = now.plusSeconds(1800);
        Instant closes = now.plusSeconds(9000);

        edit(
                        coupon,
                        Map.of(
                                "version",
                                1,
                                "name",
                                "Late rush",
                                "description",
                                "Later",
                                "opensAt",
                                opens.toString(),
                                "closesAt",
                                closes.toString()))
                .expectStatus()
                .isOk()
                .expectBody()
                .json(
                        """
                        {"version":2,"name":"Late rush","description":"Later",
                         "opensAt":"%s","closesAt":"%s","totalQuantity":100,"state":"OPEN"}\
                        """
                                .formatted(opens, closes));

        String gate = CouponKeys.of(coupon).gate();
        Waiting.await().untilAsserted(() -> assertThat(gate(gate, "version")).isEqualTo("2"));
        assertThat(gate(gate, "opens")).isEqualTo(millis(opens));
        assertThat(gate(gate, "closes")).isEqualTo(millis(closes));
        assertThat(gate(gate, "expires")).isEqualTo(millis(closes.plus(RETENTION)));
        Waiting.await()
                .ignoreException(NoSuchElementException.class) // it is not in the topic yet
                .untilAsserted(
                        () ->
                                assertThat(CatalogueReader.of(kafka).newest(coupon))
                                        .returns("Late rush", CouponAnnounced::name)
                                        .returns(opens, CouponAnnounced::opensAt)
                                        .returns(closes, CouponAnnounced::closesAt));
        assertThat(trail(coupon))
                .containsExactly(
                        "CREATE_COUPON Noon rush, total 100",
                        "EDIT_COUPON opens %s to %s, closes %s to %s, name “Noon rush” to “Late rush”, description rewritten"
                                .formatted(
                                        now.plusSeconds(3600),
                                        opens,
                                        now.plusSeconds(7200),
                                        closes));
    }

    @Test
    void areRefusedAtTheirField() {
        long coupon = opening(now.minusSeconds(3600), now.plusSeconds(3600));
        Map<String, Map<String, Object>> faults =
                Map.of(
                        "name", Map.of("name", " "),
                        "description", Map.of("description", "x".repeat(1001)),
                        "opensAt", Map.of("opensAt", now.plusSeconds(600).toString()),
                        "closesAt", Map.of("closesAt", now.plusSeconds(30).toString()));

        faults.forEach(
                (field, change) ->
                        edit(coupon, versioned(change))
                                .expectStatus()
                                .isBadRequest()
                                .expectBody()
                                .jsonPath("$.code")
                                .isEqualTo("VALIDATION_FAILED")
                                .jsonPath("$.fields.length()")
                                .isEqualTo(1)
                                .jsonPath("$.fields[0].field")
                                .isEqualTo(field));

        edit(coupon, Map.of("version", 1, "closesAt", "2030-01-01T00:00:00"))
                .expectStatus()
                .isBadRequest();
        assertThat(trail(coupon)).as("of the making alone").hasSize(1);
        assertThat(
                        database.sql("select version from coupon where id = ?")
                                .param(coupon)
                                .query(Long.class)
                                .single())
                .isEqualTo(1);
    }

    private long opening(Instant opens, Instant closes) {
        Map<String, Object> body = new HashMap<>(NewCoupon.open(100).body());
        body.put("opensAt", opens.toString());
        body.put("closesAt", closes.toString());
        return new NewCoupon(body).createdBy(api.admin());
    }

    private static Map<String, Object> versioned(Map<String, Object> change) {
        Map<String, Object> body = new HashMap<>(change);
        body.put("version", 1);
        return body;
    }

    private ResponseSpec edit(long coupon, Map<String, Object> body) {
        return api.admin()
                .patch()
                .uri("/api/v1/coupons/{id}", coupon)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private String gate(String key, String field) {
        return String.valueOf(redis.opsForHash().get(key, field));
    }

    private List<String> trail(long coupon) {
        return database.sql(
                        "select concat(action, ' ', details) from admin_action where coupon_id = ?"
                                + " order by id")
                .param(coupon)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static String millis(Instant at) {
        return Long.toString(at.toEpochMilli());
    }
}
