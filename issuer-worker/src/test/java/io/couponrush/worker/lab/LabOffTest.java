package io.couponrush.worker.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A worker as it runs for users. */
@WorkerTest
class LabOffTest {

    @Autowired WorkerApi api;
    @Autowired ApplicationContext context;

    @Test
    void theRouteIsNotThere() {
        api.user(WorkerApi.newUser())
                .post()
                .uri("/api/v1/lab/me/coupons/1/issue?strategy=none")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("NOT_FOUND");
        api.anybody()
                .post()
                .uri("/api/v1/lab/me/coupons/1/issue?strategy=none")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void norIsAnythingOfTheLab() {
        assertThat(context.getBeanNamesForType(RedissonClient.class)).isEmpty();
        assertThat(context.getBeanNamesForType(Lab.class)).isEmpty();
        assertThat(context.getBeanNamesForType(LabCoupons.class)).isEmpty();
    }
}
