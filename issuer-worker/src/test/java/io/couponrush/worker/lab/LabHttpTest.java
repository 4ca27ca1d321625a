package io.couponrush.worker.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.lab.LabBench.Books;
import io.couponrush.worker.support.WorkerApi;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@LabTest
class LabHttpTest {

    @Autowired WorkerApi api;
    @Autowired LabBench bench;

    @Test
    void aClaimIsIssuedOnceAndThenThereIsNothingLeft() {
        long coupon = bench.coupon(1);
        long user = WorkerApi.newUser();

        claim(api.user(user), coupon, "pessimistic")
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.couponId")
                .isEqualTo(coupon)
                .jsonPath("$.strategy")
                .isEqualTo("pessimistic");

        refused(claim(api.user(user), coupon, "pessimistic"), 409, "ALREADY_ISSUED");
        refused(claim(api.user(WorkerApi.newUser()), coupon, "redisson-fair"), 409, "SOLD_OUT");
        assertThat(bench.books(coupon)).isEqualTo(new Books(1, 1, 1, 0));
        assertThat(bench.realBooks(coupon)).isEqualTo(new Books(1, 0, 0, 0));
    }

    @Test
    void theLoadTestHeaderIsAUserHereToo() {
        long coupon = bench.coupon(1);

        api.anybody()
                .post()
                .uri("/api/v1/lab/me/coupons/{id}/issue?strategy=none", coupon)
                .header("Commerce-User-Id", "4711")
                .exchange()
                .expectStatus()
                .isCreated();
    }

    @Test
    void whatIsNotThereIsSaid() {
        RestTestClient user = api.user(WorkerApi.newUser());

        refused(claim(user, bench.coupon(1), "hope"), 400, "VALIDATION_FAILED");
        refused(claim(user, 9_007_199_254_740_991L, "none"), 404, "COUPON_NOT_FOUND");
        refused(
                user.post().uri("/api/v1/lab/me/coupons/1/issue").exchange(),
                400,
                "VALIDATION_FAILED");
    }

    @Test
    void withoutATokenNobodyClaims() {
        refused(claim(api.anybody(), 1, "none"), 401, "UNAUTHENTICATED");
    }

    private static ResponseSpec claim(RestTestClient client, long coupon, String strategy) {
        return client.post()
                .uri("/api/v1/lab/me/coupons/{id}/issue?strategy={name}", coupon, strategy)
                .exchange();
    }

    private static void refused(ResponseSpec answer, int status, String code) {
        answer.expectStatus().isEqualTo(status).expectBody().jsonPath("$.code").isEqualTo(code);
    }
}
