package io.couponrush.worker.announce;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.script.LuaScript;
import io.couponrush.worker.script.ScriptReply;

import org.springframework.data.redis.core.StringRedisTemplate;

import java.time.Duration;
import java.util.List;

/** Warms a coupon into Redis. */
class GateWriter {

    private static final LuaScript WRITE_GATE =
            LuaScript.besides(GateWriter.class, "write-gate.lua");
    private static final LuaScript INCARNATION =
            LuaScript.besides(GateWriter.class, "incarnation.lua");

    /** In no incarnation of Redis may a gate be made. */
    static final String NOWHERE = "";

    private final StringRedisTemplate redis;
    private final Duration retention;
    private final Duration raiseDelay;

    /**
     * @param retention how long a coupon's keys stay after it closes
     * @param raiseDelay from a raise until the higher total counts
     */
    GateWriter(StringRedisTemplate redis, Duration retention, Duration raiseDelay) {
        this.redis = redis;
        this.retention = retention;
        this.raiseDelay = raiseDelay;
    }

    /** The incarnation of Redis that answers now. */
    String incarnation() {
        return INCARNATION.run(redis, List.of()).text("run_id");
    }

    /**
     * @param mayCreateIn if no gate of this coupon was ever made: the incarnation of Redis that
     *     answered before that was seen; else {@link #NOWHERE}
     */
    GateOutcome write(CouponAnnounced coupon, String mayCreateIn) {
        ScriptReply reply =
                WRITE_GATE.run(
                        redis,
                        CouponKeys.of(coupon.couponId()).all(),
                        mayCreateIn,
                        decimal(coupon.version()),
                        decimal(coupon.totalQuantity()),
                        decimal(coupon.opensAt().toEpochMilli()),
                        decimal(coupon.closesAt().toEpochMilli()),
                        coupon.state().name(),
                        decimal(coupon.closesAt().plus(retention).toEpochMilli()),
                        decimal(raiseDelay.toMillis()),
                        decimal(coupon.epoch()));
        for (GateOutcome outcome : GateOutcome.values()) {
            if (outcome.name().equals(reply.outcome())) {
                return outcome;
            }
        }
        throw reply.unknown();
    }

    private static String decimal(long number) {
        return Long.toString(number);
    }
}
