package io.couponrush.worker.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.support.WorkerApi;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;

import java.time.Duration;

/** {@code release-lock.lua} on a real Redis, and a lock that is not free in time. */
@LabTest
class LettuceSpinTest {

    private static final LabProperties TIMES =
            LabTimes.waitAndLease(Duration.ofMillis(150), Duration.ofMinutes(1));

    @Autowired StringRedisTemplate redis;
    @Autowired LabBench bench;
    @Autowired LabTransaction transaction;
    @Autowired Taking taking;

    @Test
    void nobodyReleasesALockThatAnotherOneHolds() {
        String lock = LettuceSpin.lock(WorkerApi.newUser());
        LettuceSpin spin = spin();
        redis.opsForValue().set(lock, "mine", Duration.ofMinutes(1));

        assertThat(spin.release(lock, "another's")).isFalse();
        assertThat(redis.opsForValue().get(lock)).isEqualTo("mine");
        assertThat(spin.release(lock, "mine")).isTrue();
        assertThat(redis.hasKey(lock)).isFalse();
        assertThat(spin.release(lock, "mine")).isFalse();
    }

    @Test
    void aLockThatIsNotFreeInTimeIsSaidToBe() throws Exception {
        long coupon = bench.coupon(1);
        redis.opsForValue().set(LettuceSpin.lock(coupon), "another's", Duration.ofMinutes(1));

        assertThat(spin().issue(coupon, WorkerApi.newUser())).isEqualTo(new LabOutcome.NoLock());
        assertThat(redis.opsForValue().get(LettuceSpin.lock(coupon))).isEqualTo("another's");
    }

    private LettuceSpin spin() {
        return new LettuceSpin(redis, TIMES, transaction, taking);
    }
}
