package io.couponrush.worker.desk;

import io.couponrush.events.RejectionReason;
import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.progress.FailedClaim;
import io.couponrush.worker.script.LuaScript;
import io.couponrush.worker.script.ScriptReply;

import org.springframework.data.redis.core.StringRedisTemplate;

import java.time.Duration;
import java.util.List;

/** What the desk asks of Redis, which is the judge between a replay and a discard. */
final class DeskGate {

    private static final LuaScript MARK = LuaScript.besides(DeskGate.class, "mark-replay.lua");
    private static final LuaScript DISCARD = LuaScript.besides(DeskGate.class, "discard.lua");

    private final StringRedisTemplate redis;
    private final Duration returnDelay;

    /**
     * @param returnDelay until a returned slot counts; above the 1 s for which a gateway remembers
     *     "sold out"
     */
    DeskGate(StringRedisTemplate redis, Duration returnDelay) {
        this.redis = redis;
        this.returnDelay = returnDelay;
    }

    /** The head of mark-replay.lua says what each means. */
    enum Mark {
        MARKED,
        ALIVE,
        REJECTED,
        NOT_HELD,
        NO_GATE
    }

    /** The head of discard.lua says what each means. */
    enum Discarding {
        FAILED,
        DISCARDED,
        BEFORE,
        REPLAYING,
        PENDING,
        KEPT,
        NOT_HELD,
        NO_GATE
    }

    /**
     * @param epoch in the database; an older gate is not asked
     */
    Mark markReplay(FailedClaim claim, long epoch) {
        CouponKeys keys = CouponKeys.of(claim.couponId());
        ScriptReply reply =
                MARK.run(
                        redis,
                        List.of(keys.gate(), keys.tickets(), keys.rejected(), keys.failed()),
                        Long.toString(claim.userId()),
                        Long.toString(claim.sequence()),
                        Long.toString(epoch));
        return outcome(Mark.values(), reply);
    }

    /**
     * Whether the claim may be given up.
     *
     * @param epoch in the database; an older gate is not asked
     */
    Discarding askDiscard(FailedClaim claim, long epoch) {
        return discard(claim, epoch, "ASK");
    }

    /**
     * Gives up a claim that the database lets no row in for any more.
     *
     * @param epoch in the database; an older gate is not asked
     */
    Discarding discard(FailedClaim claim, long epoch) {
        return discard(claim, epoch, "FORBIDDEN");
    }

    private Discarding discard(FailedClaim claim, long epoch, String step) {
        CouponKeys keys = CouponKeys.of(claim.couponId());
        ScriptReply reply =
                DISCARD.run(
                        redis,
                        List.of(
                                keys.gate(),
                                keys.tickets(),
                                keys.rejected(),
                                keys.failed(),
                                keys.returned(),
                                keys.pending(),
                                keys.direct()),
                        Long.toString(claim.userId()),
                        Long.toString(claim.sequence()),
                        RejectionReason.DISCARDED.name(),
                        Long.toString(returnDelay.toMillis()),
                        Long.toString(epoch),
                        step);
        return outcome(Discarding.values(), reply);
    }

    private static <O extends Enum<O>> O outcome(O[] known, ScriptReply reply) {
        for (O outcome : known) {
            if (outcome.name().equals(reply.outcome())) {
                return outcome;
            }
        }
        throw reply.unknown();
    }
}
