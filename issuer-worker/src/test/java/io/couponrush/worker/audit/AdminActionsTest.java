package io.couponrush.worker.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.worker.security.UserId;
import io.couponrush.worker.support.NewCoupon;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What admins did, as other admins read it. */
@WorkerTest
class AdminActionsTest {

    private static final String PATH = "/api/v1/admin/actions";

    @Autowired WorkerApi api;
    @Autowired AdminLog log;
    @Autowired JdbcClient jdbc;

    private final long adminId = WorkerApi.newUser();
    private RestTestClient admin;
    private long coupon;

    @BeforeEach
    void makeACoupon() {
        admin = api.bearing(api.token(adminId, "USER", "ADMIN"));
        coupon = NewCoupon.open(100).createdBy(admin);
    }

    @Test
    void everyDeedWithACouponIsALine() {
        Instant before = Instant.now().minusSeconds(60);
        edit("{\"version\":1,\"state\":\"PAUSED\"}").expectStatus().isOk();
        edit("{\"version\":2,\"state\":\"OPEN\"}").expectStatus().isOk();
        edit("{\"version\":3,\"totalQuantity\":150}").expectStatus().isOk();
        edit("{\"version\":4,\"state\":\"PAUSED\",\"totalQuantity\":200}").expectStatus().isOk();
        edit("{\"version\":5,\"state\":\"CLOSED\"}").expectStatus().isOk();
        // nothing is done by these
        edit("{\"version\":6,\"state\":\"CLOSED\"}").expectStatus().isOk();
        edit("{\"version\":6,\"state\":\"OPEN\"}").expectStatus().isBadRequest();
        edit("{\"version\":1,\"state\":\"PAUSED\"}").expectStatus().isEqualTo(409);

        JsonNode lines = lines("?couponId=" + coupon);

        assertThat(texts(lines))
                .containsExactly(
                        "CLOSE state PAUSED to CLOSED DONE",
                        "EDIT_COUPON state OPEN to PAUSED, total 150 to 200 DONE",
                        "RAISE total 100 to 150 DONE",
                        "RESUME state PAUSED to OPEN DONE",
                        "PAUSE state OPEN to PAUSED DONE",
                        "CREATE_COUPON Noon rush, total 100 DONE");
        assertThat(lines)
                .allSatisfy(
                        line -> {
                            assertThat(line.path("adminId").asLong()).isEqualTo(adminId);
                            assertThat(line.path("couponId").asLong()).isEqualTo(coupon);
                            assertThat(line.path("target").asString())
                                    .isEqualTo("coupon " + coupon);
                            assertThat(Instant.parse(line.path("at").asString()))
                                    .isBetween(before, Instant.now().plusSeconds(60));
                        });
    }

    @Test
    void aNewAdminIsALine() {
        Map<?, ?> account =
                api.anybody()
                        .post()
                        .uri("/api/v1/auth/signup")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(Map.of("username", "u-" + coupon, "password", "correct horse"))
                        .exchange()
                        .expectBody(Map.class)
                        .returnResult()
                        .getResponseBody();
        Object userId = Objects.requireNonNull(Objects.requireNonNull(account).get("userId"));

        admin.put()
                .uri("/api/v1/users/{id}/admin", userId)
                .exchange()
                .expectStatus()
                .is2xxSuccessful();
        admin.put().uri("/api/v1/users/{id}/admin", adminId).exchange().expectStatus().isNotFound();

        assertThat(own(lines("?size=100")))
                .containsExactly("SET_ROLE ADMIN DONE", "CREATE_COUPON Noon rush, total 100 DONE");
    }

    /** The desk has a table of its own, whose lines may have no outcome. */
    @Test
    void whatWasDoneWithDeadLettersStandsBetween() {
        jdbc.sql(
                        """
                        insert into dead_letter (state, coupon_id, fault, message, origin_topic,
                          origin_partition, origin_offset, fingerprint, headers, dead_lettered_at)
                        values ('NEW', :coupon, 'X', 'x', 'topic', 0, :coupon,
                          unhex(sha2(:coupon, 256)), '[]', utc_timestamp(6))\
                        """)
                .param("coupon", coupon)
                .update();
        long letter =
                jdbc.sql("select id from dead_letter where coupon_id = ?")
                        .param(coupon)
                        .query(Long.class)
                        .single();
        action(letter, "REPLAY", null, null);
        action(letter, "DISCARD", "of no use", "DISCARDED");
        edit("{\"version\":1,\"state\":\"CLOSED\"}").expectStatus().isOk();

        JsonNode lines = lines("?couponId=" + coupon);

        assertThat(texts(lines))
                .containsExactly(
                        "CLOSE state OPEN to CLOSED DONE",
                        "DISCARD of no use DISCARDED",
                        "REPLAY  null",
                        "CREATE_COUPON Noon rush, total 100 DONE");
        assertThat(lines.path(1).path("target").asString()).isEqualTo("dead letter " + letter);
        assertThat(lines.path(2).path("outcome").isNull()).isTrue();
        List<String> onePerPage = new ArrayList<>();
        for (int page = 0; page < 4; page++) {
            onePerPage.addAll(texts(lines("?couponId=" + coupon + "&size=1&page=" + page)));
        }
        assertThat(onePerPage).as("across both tables").isEqualTo(texts(lines));
    }

    @Test
    void isPagedAndForAdminsOnly() {
        edit("{\"version\":1,\"state\":\"CLOSED\"}").expectStatus().isOk();

        get("?size=1&couponId=" + coupon)
                .expectHeader()
                .valueEquals(
                        "Link",
                        "<" + PATH + "?couponId=" + coupon + "&page=1&size=1>; rel=\"next\"");
        get("?size=1&page=1&couponId=" + coupon).expectHeader().doesNotExist("Link");
        for (String query : List.of("couponId=0", "size=101", "page=1001")) {
            get("?" + query)
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.fields[0].field")
                    .isEqualTo(query.substring(0, query.indexOf('=')));
        }
        api.anybody().get().uri(PATH).exchange().expectStatus().isUnauthorized();
        api.user(adminId).get().uri(PATH).exchange().expectStatus().isForbidden();
    }

    @Test
    void aDeedIsNotWrittenBesideItsTransaction() {
        AdminDeed deed =
                AdminDeed.withCoupon(new UserId(adminId), AdminDeed.Kind.PAUSE, coupon, "stray");

        assertThatThrownBy(() -> log.add(deed)).isInstanceOf(IllegalStateException.class);
    }

    /** As the desk does. */
    private void action(
            long letter, String action, @Nullable String reason, @Nullable String outcome) {
        jdbc.sql(
                        """
                        insert into dead_letter_action
                          (dead_letter_id, action, actor_id, reason, begun_at, outcome)
                        values (:letter, :action, :actor, :reason, utc_timestamp(6), :outcome)\
                        """)
                .param("letter", letter)
                .param("action", action)
                .param("actor", adminId)
                .param("reason", reason)
                .param("outcome", outcome)
                .update();
    }

    private ResponseSpec edit(String json) {
        return admin.patch()
                .uri("/api/v1/coupons/{id}", coupon)
                .contentType(MediaType.APPLICATION_JSON)
                .body(json)
                .exchange();
    }

    private ResponseSpec get(String query) {
        return admin.get().uri(PATH + query).exchange();
    }

    private JsonNode lines(String query) {
        String body =
                get(query)
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody();
        return JsonMapper.shared().readTree(Objects.requireNonNull(body));
    }

    private List<String> own(JsonNode lines) {
        return lines.valueStream()
                .filter(line -> line.path("adminId").asLong() == adminId)
                .map(AdminActionsTest::text)
                .toList();
    }

    private static List<String> texts(JsonNode lines) {
        return lines.valueStream().map(AdminActionsTest::text).toList();
    }

    private static String text(JsonNode line) {
        return line.path("action").asString()
                + " "
                + line.path("details").asString()
                + " "
                + (line.path("outcome").isNull() ? null : line.path("outcome").asString());
    }
}
