package io.couponrush.worker.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.ActiveProfiles;

/** What the profile adds: a user, never an admin. */
@ExtendWith(OutputCaptureExtension.class)
@WorkerTest
@ActiveProfiles("load-test")
class LoadTestProfileTest {

    @Autowired WorkerApi api;

    @Test
    void theStartUpLogWarns(CapturedOutput output) {
        assertThat(output).containsPattern("WARN .*Commerce-User-Id .*Never expose");
    }

    @Test
    void theHeaderIsAUser() {
        api.anybody()
                .get()
                .uri("/api/v1/me/coupons")
                .header("Commerce-User-Id", "4711")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void theHeaderIsNoAdmin() {
        api.anybody()
                .get()
                .uri("/api/v1/admin/coupons/1/balance")
                .header("Commerce-User-Id", "4711")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "x", "+1", "9007199254740992", "1,2"})
    void whatIsNoUserIdIsRefused(String header) {
        api.anybody()
                .get()
                .uri("/api/v1/me/coupons")
                .header("Commerce-User-Id", header)
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }
}
