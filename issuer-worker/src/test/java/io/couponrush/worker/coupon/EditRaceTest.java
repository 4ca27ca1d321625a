package io.couponrush.worker.coupon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.worker.support.NewCoupon;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two admins who edit the same version in the same instant. */
@WorkerTest
class EditRaceTest {

    @Autowired WorkerApi api;
    @Autowired JdbcClient database;
    @Autowired CouponRepository repository;
    @Autowired TransactionTemplate transaction;

    /** Both have read version 1 and wait for the row, so the check of the version let both in. */
    @Test
    void whoLosesTheRaceForTheRowIsToldSo() throws Exception {
        long coupon = NewCoupon.open(100).createdBy(api.admin());
        List<Future<EntityExchangeResult<byte[]>>> edits = new ArrayList<>();
        try (ExecutorService admins = Executors.newFixedThreadPool(2)) {
            transaction.executeWithoutResult(
                    _ -> {
                        lock(coupon);
                        for (int total : new int[] {101, 102}) {
                            String raise = "{\"version\":1,\"totalQuantity\":" + total + "}";
                            edits.add(admins.submit(() -> edit(coupon, raise)));
                        }
                        await().atMost(Duration.ofSeconds(20)).until(() -> waitingUpdates() == 2);
                    });
        }

        List<EntityExchangeResult<byte[]>> answers = new ArrayList<>();
        for (Future<EntityExchangeResult<byte[]>> edit : edits) {
            answers.add(edit.get());
        }
        answers.sort(Comparator.comparingInt(answer -> answer.getStatus().value()));
        assertThat(answers.getFirst().getStatus().value()).isEqualTo(200);
        assertThat(answers.getLast().getStatus().value()).isEqualTo(409);
        assertThat(text(answers.getLast())).contains("\"code\":\"EDIT_CONFLICT\"");
        Coupon edited = repository.findById(coupon).orElseThrow();
        assertThat(edited.version()).isEqualTo(2);
        assertThat(text(answers.getFirst()))
                .contains("\"totalQuantity\":" + edited.totalQuantity());
    }

    private void lock(long coupon) {
        database.sql("select id from coupon where id = ? for update")
                .param(coupon)
                .query(Long.class)
                .single();
    }

    /** Edits that have read and now wait for the row's lock; one's own threads are always seen. */
    private int waitingUpdates() {
        return database.sql(
                        """
                        select count(*) from information_schema.processlist
                        where info like 'update coupon set %total_quantity%'\
                        """)
                .query(Integer.class)
                .single();
    }

    private static String text(EntityExchangeResult<byte[]> answer) {
        return new String(Objects.requireNonNull(answer.getResponseBody()), UTF_8);
    }

    private EntityExchangeResult<byte[]> edit(long coupon, String json) {
        return api.admin()
                .patch()
                .uri("/api/v1/coupons/{id}", coupon)
                .contentType(MediaType.APPLICATION_JSON)
                .body(json)
                .exchange()
                .expectBody()
                .returnResult();
    }
}
