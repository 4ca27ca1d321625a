package io.couponrush.worker.lab;

import io.couponrush.worker.script.LuaScript;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * {@code SET NX PX} with a token of one's own, asked for again and again. Released by a script that
 * looks at the token: after the lease the lock may be somebody else's.
 */
final class LettuceSpin implements LabStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(LettuceSpin.class);
    private static final LuaScript RELEASE =
            LuaScript.besides(LettuceSpin.class, "release-lock.lua");

    private final StringRedisTemplate redis;
    private final Duration every;
    private final Duration wait;
    private final Duration lease;
    private final LabTransaction transaction;
    private final Taking taking;

    LettuceSpin(
            StringRedisTemplate redis,
            LabProperties settings,
            LabTransaction transaction,
            Taking taking) {
        this.redis = redis;
        this.every = settings.spinEvery();
        this.wait = settings.spinWait();
        this.lease = settings.spinLease();
        this.transaction = transaction;
        this.taking = taking;
    }

    @Override
    public String name() {
        return "lettuce-spin";
    }

    @Override
    public LabOutcome issue(long couponId, long userId) throws InterruptedException {
        String lock = lock(couponId);
        String token = UUID.randomUUID().toString();
        if (!acquired(lock, token)) {
            return new LabOutcome.NoLock();
        }
        try {
            return transaction.run(() -> taking.take(couponId, userId));
        } finally {
            if (!release(lock, token)) {
                LOG.warn("the lock of coupon {} ended before the work did", couponId);
            }
        }
    }

    static String lock(long couponId) {
        return "lab:{" + couponId + "}:spin";
    }

    private boolean acquired(String lock, String token) throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (!Boolean.TRUE.equals(redis.opsForValue().setIfAbsent(lock, token, lease))) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            Thread.sleep(every);
        }
        return true;
    }

    /**
     * @return false if it was not the token's any more
     */
    boolean release(String lock, String token) {
        return RELEASE.run(redis, List.of(lock), token).outcome().equals("RELEASED");
    }
}
