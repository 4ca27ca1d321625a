package io.couponrush.worker.receipt;

import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@WorkerTest
class ReceiptsOffTest {

    @Autowired WorkerApi api;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/me/coupons/1/receipt",
                "/api/v1/coupons/1/audit",
                "/api/v1/coupons/1/audit/proofs/1",
                "/api/v1/coupons/1/audit/leaves/1",
                "/api/v1/receipt-keys"
            })
    void withoutAKeyNothingIsSignedAndThatIsSaid(String path) {
        api.user(WorkerApi.newUser())
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("Receipts are not signed here.");
    }
}
