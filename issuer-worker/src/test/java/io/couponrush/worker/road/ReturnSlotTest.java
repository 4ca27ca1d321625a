package io.couponrush.worker.road;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.gate.AdmissionScript;
import io.couponrush.worker.issuing.Coupons;
import io.couponrush.worker.issuing.Coupons.Books;
import io.couponrush.worker.issuing.Coupons.Offered;
import io.couponrush.worker.issuing.IssuingTest;
import io.couponrush.worker.road.Admission.Admitted;
import io.couponrush.worker.script.LuaScript;
import io.couponrush.worker.support.WorkerApi;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** {@code return-slot.lua} on a real Redis, after the real {@code admission.lua}. */
@IssuingTest
class ReturnSlotTest {

    private static final Duration DELAY = Duration.ofMinutes(1);
    private static final LuaScript ADMISSION =
            LuaScript.besides(AdmissionScript.class, AdmissionScript.NAME);

    @Autowired StringRedisTemplate redis;
    @Autowired Coupons coupons;

    private RoadGate gate;
    private Offered coupon;

    @BeforeEach
    void start() {
        gate = new RoadGate(redis, DELAY);
        coupon = coupons.offer(1).warmed();
    }

    @Test
    void theSlotCountsAgainAfterTheDelayAndTheSequenceNever() {
        CouponIssueRequested claim = admitted();
        long before = coupons.redisNow();

        assertThat(gate.giveBack(claim)).isTrue();

        Books books = coupon.books();
        assertThat(books.pending()).isEmpty();
        assertThat(books.admitted()).isEqualTo(1);
        assertThat(books.returned()).containsExactly(claim.userId() + ":1");
        assertThat(books.balance()).as("%s", books).isTrue();
        assertThat(redis.hasKey(coupon.keys().tickets())).isFalse();
        assertThat(redis.hasKey(coupon.keys().direct())).isFalse();
        assertThat(coupon.countsFrom(claim.userId(), 1))
                .isBetween(before + DELAY.toMillis(), coupons.redisNow() + DELAY.toMillis());
    }

    @Test
    void untilThenTheCouponIsSoldOut() {
        CouponIssueRequested claim = admitted();
        gate.giveBack(claim);

        assertThat(gate.admit(coupon.id(), WorkerApi.newUser()))
                .isEqualTo(new Admission.Over(new RoadOutcome.SoldOut()));

        redis.opsForZSet()
                .add(coupon.keys().returned(), claim.userId() + ":1", (double) coupons.redisNow());
        assertThat(admitted().sequence()).isEqualTo(2);
        assertThat(gate.admit(coupon.id(), WorkerApi.newUser()))
                .isEqualTo(new Admission.Over(new RoadOutcome.SoldOut()));
    }

    @Test
    void theSameAgainChangesNothing() {
        CouponIssueRequested claim = admitted();
        gate.giveBack(claim);
        Books once = coupon.books();

        assertThat(gate.giveBack(claim)).isFalse();

        assertThat(coupon.books()).isEqualTo(once);
    }

    @Test
    void anotherSequenceIsNotThisClaims() {
        CouponIssueRequested claim = admitted();

        assertThat(gate.giveBack(coupon.forge(claim))).isFalse();

        assertThat(coupon.books().pending()).containsOnlyKeys(claim.userId());
    }

    /** The gateway may have published an issue request: its user was promised an end. */
    @Test
    void aTicketThatSomebodyElseWasToldOfStays() {
        CouponIssueRequested claim = admitted();
        ADMISSION.run(
                redis,
                AdmissionScript.keys(coupon.keys()),
                (Object[]) AdmissionScript.queued(claim.userId(), AdmissionScript.ASK, 0));

        assertThat(gate.giveBack(claim)).isFalse();

        assertThat(coupon.books().pending()).containsOnlyKeys(claim.userId());
    }

    @Test
    void whatIsSettledStays() {
        CouponIssueRequested claim = admitted();
        redis.opsForZSet().remove(coupon.keys().pending(), "" + claim.userId());

        assertThat(gate.giveBack(claim)).isFalse();

        assertThat(coupon.books().returned()).isEmpty();
        assertThat(redis.opsForHash().size(coupon.keys().tickets())).isEqualTo(1);
    }

    @Test
    void withoutAGateNothingIsDone() {
        CouponIssueRequested claim = admitted();
        redis.delete(coupon.keys().gate());

        assertThat(gate.giveBack(claim)).isFalse();

        assertThat(coupon.books().pending()).containsOnlyKeys(claim.userId());
    }

    @Test
    void itExpiresWithTheCoupon() {
        CouponIssueRequested claim = admitted();
        assertExpiry(coupon.keys().direct());
        gate.giveBack(claim);
        assertExpiry(coupon.keys().returned());
    }

    private void assertExpiry(String key) {
        long left = redis.getExpire(key, TimeUnit.MILLISECONDS);
        assertThat(Instant.now().plusMillis(left))
                .isBetween(coupon.expires().minusSeconds(60), coupon.expires().plusSeconds(60));
    }

    private CouponIssueRequested admitted() {
        return ((Admitted) gate.admit(coupon.id(), WorkerApi.newUser())).claim();
    }
}
