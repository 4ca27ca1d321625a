package io.couponrush.worker.road;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.road.Claimants.Answer;
import io.couponrush.worker.support.NewCoupon;
import io.couponrush.worker.support.Waiting;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient.BodyContentSpec;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What v1 and v2 answer, and what stands in the database then. */
@WorkerTest
class RoadsHttpTest {

    static final List<String> ROADS = List.of("v1", "v2");

    @Autowired WorkerApi api;
    @Autowired JdbcClient jdbc;
    @Autowired StringRedisTemplate redis;

    private Claimants claimants;

    @BeforeEach
    void start() {
        claimants = new Claimants(api);
    }

    @AfterEach
    void end() {
        claimants.close();
    }

    @ParameterizedTest
    @FieldSource("ROADS")
    void aClaimIsIssuedAtOnce(String road) {
        long coupon = known(NewCoupon.open(10));
        long user = WorkerApi.newUser();

        claim(road, coupon, user)
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Location", "/api/v1/me/coupons")
                .expectBody()
                .jsonPath("$.couponId")
                .isEqualTo(coupon)
                .jsonPath("$.road")
                .isEqualTo(road)
                .jsonPath("$.issuedAt")
                .isEqualTo(issuedAt(coupon, user))
                .jsonPath("$.length()")
                .isEqualTo(3);

        assertThat(counter(coupon)).isEqualTo(1);
        assertThat(rows(coupon, road)).isEqualTo(1);
    }

    @ParameterizedTest
    @FieldSource("ROADS")
    void aSecondClaimIsToldSoEvenWhenAllIsGone(String road) {
        long coupon = known(NewCoupon.open(1));
        long user = WorkerApi.newUser();
        claim(road, coupon, user).expectStatus().isCreated();

        refused(claim(road, coupon, user), 409, "ALREADY_ISSUED");
        refused(claim(road, coupon, WorkerApi.newUser()), 409, "SOLD_OUT");
        assertThat(counter(coupon)).isEqualTo(1);
    }

    @ParameterizedTest
    @FieldSource("ROADS")
    void beforeTheOpeningTheAnswerSaysWhen(String road) {
        Instant opens = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
        long coupon = known(with(NewCoupon.open(10), "opensAt", opens.toString()));

        ResponseSpec answer = claim(road, coupon, WorkerApi.newUser());

        answer.expectHeader()
                .value(
                        "Retry-After",
                        seconds -> assertThat(Integer.parseInt(seconds)).isBetween(30, 62));
        refused(answer, 409, "NOT_OPEN").jsonPath("$.opensAt").isEqualTo(opens.toString());
    }

    @ParameterizedTest
    @FieldSource("ROADS")
    void pausedAndClosedIssueNothing(String road) {
        long coupon = known(NewCoupon.open(10));
        edit(coupon, 1, "PAUSED");
        Waiting.await()
                .untilAsserted(
                        () -> {
                            ResponseSpec answer = claim(road, coupon, WorkerApi.newUser());
                            answer.expectHeader().exists("Retry-After");
                            refused(answer, 503, "PAUSED");
                        });
        edit(coupon, 2, "CLOSED");
        Waiting.await()
                .untilAsserted(
                        () -> refused(claim(road, coupon, WorkerApi.newUser()), 410, "CLOSED"));
    }

    @ParameterizedTest
    @FieldSource("ROADS")
    void afterTheEndItIsClosed(String road) {
        long coupon = known(NewCoupon.open(1_000));
        Instant closes = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS);
        jdbc.sql("update coupon set closes_at = ? where id = ?")
                .param(LocalDateTime.ofInstant(closes, ZoneOffset.UTC))
                .param(coupon)
                .update();
        redis.opsForHash().put(CouponKeys.of(coupon).gate(), "closes", "" + closes.toEpochMilli());

        Waiting.await()
                .untilAsserted(
                        () -> refused(claim(road, coupon, WorkerApi.newUser()), 410, "CLOSED"));
        assertThat(Instant.now()).isAfterOrEqualTo(closes);
    }

    @ParameterizedTest
    @FieldSource("ROADS")
    void whatIsNotThereIsNotFound(String road) {
        refused(claim(road, 9_007_199_254_740_991L, 1), 404, "COUPON_NOT_FOUND");
        refused(claim(road, 0, 1), 400, "VALIDATION_FAILED");
    }

    @ParameterizedTest
    @FieldSource("ROADS")
    void withoutATokenNobodyClaims(String road) {
        api.anybody()
                .post()
                .uri("/api/{road}/me/coupons/1/issue", road)
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    /** P1, P2 and P4. */
    @ParameterizedTest
    @FieldSource("ROADS")
    void aCrowdGetsExactlyWhatThereIs(String road) throws Exception {
        long coupon = known(NewCoupon.open(50));

        List<Answer> first = claimants.claimAtOnce(List.of(road), coupon, Claimants.users(200));
        List<Answer> answers =
                claimants.untilDecided(first, road, coupon, () -> rows(coupon, road) == 50);

        assertThat(answers).filteredOn(answer -> answer.code().equals("ISSUED")).hasSize(50);
        assertThat(answers).filteredOn(answer -> answer.code().equals("SOLD_OUT")).hasSize(150);
        assertThat(rows(coupon, road)).isEqualTo(50);
        assertThat(counter(coupon)).isEqualTo(50);
    }

    /** A coupon that gateways and v2 know of. */
    private long known(NewCoupon wanted) {
        long coupon = wanted.createdBy(api.admin());
        Waiting.await().until(() -> announced(coupon));
        return coupon;
    }

    private boolean announced(long coupon) {
        return jdbc.sql("select announced_version from coupon where id = ?")
                        .param(coupon)
                        .query(Long.class)
                        .single()
                >= 1;
    }

    private void edit(long coupon, long version, String state) {
        api.admin()
                .patch()
                .uri("/api/v1/coupons/{id}", coupon)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("version", version, "state", state))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private ResponseSpec claim(String road, long coupon, long user) {
        return api.user(user)
                .post()
                .uri("/api/{road}/me/coupons/{id}/issue", road, coupon)
                .exchange();
    }

    private static BodyContentSpec refused(ResponseSpec answer, int status, String code) {
        return answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code);
    }

    private static NewCoupon with(NewCoupon coupon, String field, String value) {
        Map<String, Object> body = new HashMap<>(coupon.body());
        body.put(field, value);
        return new NewCoupon(body);
    }

    private String issuedAt(long coupon, long user) {
        return jdbc.sql("select issued_at from user_coupon where coupon_id = ? and user_id = ?")
                .param(coupon)
                .param(user)
                .query(LocalDateTime.class)
                .single()
                .toInstant(ZoneOffset.UTC)
                .toString();
    }

    private long counter(long coupon) {
        return jdbc.sql("select issued_quantity from coupon where id = ?")
                .param(coupon)
                .query(Long.class)
                .single();
    }

    private long rows(long coupon, String road) {
        return jdbc.sql("select count(*) from user_coupon where coupon_id = ? and road = ?")
                .param(coupon)
                .param(road)
                .query(Long.class)
                .single();
    }
}
