package io.couponrush.worker.road;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.RejectionReason;
import io.couponrush.gate.AdmissionScript;
import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.script.LuaScript;
import io.couponrush.worker.script.ScriptReply;

import org.springframework.data.redis.core.StringRedisTemplate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What v2 asks of Redis: the decision that v3 asks for too, and to take a slot back. */
final class RoadGate {

    private static final LuaScript ADMISSION =
            LuaScript.besides(AdmissionScript.class, AdmissionScript.NAME);
    private static final LuaScript RETURN = LuaScript.besides(RoadGate.class, "return-slot.lua");

    private static final long ANY_EPOCH = 0;

    private final StringRedisTemplate redis;
    private final Duration returnDelay;

    /**
     * @param returnDelay until a returned slot counts; above the 1 s for which a gateway remembers
     *     "sold out"
     */
    RoadGate(StringRedisTemplate redis, Duration returnDelay) {
        this.redis = redis;
        this.returnDelay = returnDelay;
    }

    /**
     * @throws org.springframework.dao.DataAccessException if Redis is away; the user may have a
     *     ticket then
     */
    Admission admit(long couponId, long userId) {
        ScriptReply reply =
                ADMISSION.run(
                        redis,
                        AdmissionScript.keys(CouponKeys.of(couponId)),
                        (Object[]) AdmissionScript.direct(userId, AdmissionScript.ASK, ANY_EPOCH));
        return switch (reply.outcome()) {
            case "ADMITTED" -> new Admission.Admitted(claim(couponId, userId, reply));
            case "QUEUED" -> new Admission.Queued(claim(couponId, userId, reply));
            case "ISSUED" -> new Admission.Over(new RoadOutcome.AlreadyIssued());
            case "REJECTED" -> new Admission.Over(rejected(reply));
            case "NOT_OPEN" -> new Admission.Over(notOpen(reply));
            case "CLOSED" -> new Admission.Over(new RoadOutcome.Closed());
            case "PAUSED" -> new Admission.Over(new RoadOutcome.Paused());
            case "SOLD_OUT" -> new Admission.Over(new RoadOutcome.SoldOut());
            // dead-lettered: somebody will look at it; without a gate nobody is admitted (P7)
            case "FAILED", "NO_GATE" -> new Admission.Over(new RoadOutcome.Unavailable());
            default -> throw reply.unknown();
        };
    }

    /**
     * @return false if the slot stays with the user, because it isn't only this request's
     */
    boolean giveBack(CouponIssueRequested claim) {
        CouponKeys keys = CouponKeys.of(claim.couponId());
        ScriptReply reply =
                RETURN.run(
                        redis,
                        List.of(
                                keys.gate(),
                                keys.tickets(),
                                keys.pending(),
                                keys.returned(),
                                keys.direct()),
                        Long.toString(claim.userId()),
                        Long.toString(claim.sequence()),
                        Long.toString(returnDelay.toMillis()));
        return switch (reply.outcome()) {
            case "RETURNED" -> true;
            case "KEPT", "NO_GATE" -> false;
            default -> throw reply.unknown();
        };
    }

    private static CouponIssueRequested claim(long couponId, long userId, ScriptReply reply) {
        return new CouponIssueRequested(
                couponId,
                userId,
                reply.number("sequence"),
                reply.number("epoch"),
                Instant.ofEpochMilli(reply.number("now")));
    }

    private static RoadOutcome rejected(ScriptReply reply) {
        return rejected(RejectionReason.valueOf(reply.text("reason")));
    }

    static RoadOutcome rejected(RejectionReason reason) {
        return switch (reason) {
            case SOLD_OUT -> new RoadOutcome.SoldOut();
            case COUPON_UNKNOWN -> new RoadOutcome.NoSuchCoupon();
            case DISCARDED -> new RoadOutcome.Discarded();
        };
    }

    private static RoadOutcome notOpen(ScriptReply reply) {
        long opens = reply.number("opens");
        return new RoadOutcome.NotOpen(
                Instant.ofEpochMilli(opens), Duration.ofMillis(opens - reply.number("now")));
    }
}
