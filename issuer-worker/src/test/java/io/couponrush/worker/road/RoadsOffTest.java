package io.couponrush.worker.road;

import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@WorkerTest
@TestPropertySource(properties = "rush.legacy-roads.enabled=false")
class RoadsOffTest {

    @Autowired WorkerApi api;

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void switchedOffTheRoutesAreNotThere(String road) {
        api.user(WorkerApi.newUser())
                .post()
                .uri("/api/{road}/me/coupons/1/issue", road)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("NOT_FOUND");
    }
}
