package io.couponrush.worker.road;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.EventCodec;
import io.couponrush.gate.AdmissionScript;
import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.road.Claimants.Answer;
import io.couponrush.worker.script.LuaScript;
import io.couponrush.worker.script.ScriptReply;
import io.couponrush.worker.support.NewCoupon;
import io.couponrush.worker.support.Waiting;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Every user on all three roads at the same time, v3 by its own consumer. */
@WorkerTest
class RoadsTogetherTest {

    private static final LuaScript ADMISSION =
            LuaScript.besides(AdmissionScript.class, AdmissionScript.NAME);

    @Autowired WorkerApi api;
    @Autowired JdbcClient jdbc;
    @Autowired StringRedisTemplate redis;
    @Autowired KafkaTemplate<byte[], byte[]> kafka;

    /** P1, P2, P4 and P6, with stock for all and with stock for a third. */
    @ParameterizedTest
    @ValueSource(longs = {60, 20})
    void oneRowAUserAndAllThatThereIs(long total) throws Exception {
        long coupon = NewCoupon.open(total).createdBy(api.admin());
        Waiting.await().until(() -> warmed(coupon));
        List<Long> users = Claimants.users(60);

        List<Answer> answers = new ArrayList<>();
        Thread queueRoad = Thread.startVirtualThread(() -> users.forEach(u -> queue(coupon, u)));
        try (Claimants claimants = new Claimants(api)) {
            for (Answer answer : claimants.claimAtOnce(List.of("v1", "v2"), coupon, users)) {
                answers.add(claimants.untilDecided(answer, "v1", coupon));
            }
        }
        queueRoad.join();

        assertThat(answers)
                .extracting(Answer::code)
                .containsOnly(
                        total < 60
                                ? new String[] {"ISSUED", "ALREADY_ISSUED", "SOLD_OUT"}
                                : new String[] {"ISSUED", "ALREADY_ISSUED"});
        assertThat(answers.stream().filter(answer -> answer.status() == 201))
                .extracting(Answer::userId)
                .doesNotHaveDuplicates();
        Waiting.await()
                .untilAsserted(
                        () ->
                                api.admin()
                                        .get()
                                        .uri("/api/v1/admin/coupons/{id}/balance", coupon)
                                        .exchange()
                                        .expectBody()
                                        .jsonPath("$.pending")
                                        .isEqualTo(0)
                                        .jsonPath("$.difference")
                                        .isEqualTo(0));
        assertThat(number("select count(*) from user_coupon where coupon_id = ?", coupon))
                .isEqualTo(total);
        assertThat(number("select issued_quantity from coupon where id = ?", coupon))
                .isEqualTo(total);
    }

    /** What the gateway does. */
    private void queue(long coupon, long user) {
        ScriptReply reply =
                ADMISSION.run(
                        redis,
                        AdmissionScript.keys(CouponKeys.of(coupon)),
                        (Object[]) AdmissionScript.queued(user, AdmissionScript.ASK, 0));
        if (List.of("ADMITTED", "QUEUED").contains(reply.outcome())) {
            kafka.send(
                            EventCodec.record(
                                    new CouponIssueRequested(
                                            coupon,
                                            user,
                                            reply.number("sequence"),
                                            reply.number("epoch"),
                                            Instant.now())))
                    .join();
        }
    }

    private boolean warmed(long coupon) {
        return number("select announced_version from coupon where id = ?", coupon) >= 1;
    }

    private long number(String sql, long coupon) {
        return jdbc.sql(sql).param(coupon).query(Long.class).single();
    }
}
