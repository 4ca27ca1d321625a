package io.couponrush.worker.recovery;

import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.recovery.ActiveCoupons.Standing;
import io.couponrush.worker.script.LuaScript;
import io.couponrush.worker.script.ScriptReply;

import org.springframework.data.redis.core.StringRedisTemplate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The steps of a rebuild in Redis. Each names the epoch of its attempt, and does nothing if the
 * gate is not that attempt's any more.
 */
final class RebuildKeys {

    private static final String UNUSED = "unused:";

    private static final LuaScript CLOSE = LuaScript.besides(RebuildKeys.class, "close-gate.lua");
    private static final LuaScript CLEAR = LuaScript.besides(RebuildKeys.class, "clear-keys.lua");
    private static final LuaScript CLAIMS = LuaScript.besides(RebuildKeys.class, "load-claims.lua");
    private static final LuaScript SLOTS = LuaScript.besides(RebuildKeys.class, "load-slots.lua");
    private static final LuaScript OPEN = LuaScript.besides(RebuildKeys.class, "open-gate.lua");

    private final StringRedisTemplate redis;

    RebuildKeys(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /**
     * @return what the gate that was there had admitted; empty if another attempt is ahead
     */
    OptionalLong close(long couponId, long epoch, Instant expires) {
        ScriptReply reply =
                CLOSE.run(
                        redis,
                        List.of(CouponKeys.of(couponId).gate()),
                        Long.toString(epoch),
                        Long.toString(expires.toEpochMilli()));
        return switch (reply.outcome()) {
            case "CLOSED" -> OptionalLong.of(reply.number("admitted"));
            case "FENCED" -> OptionalLong.empty();
            default -> throw reply.unknown();
        };
    }

    boolean clear(long couponId, long epoch) {
        return done(
                CLEAR.run(redis, CouponKeys.of(couponId).all(), Long.toString(epoch)), "CLEARED");
    }

    /**
     * @return sequences of claims that stand for nothing, because their user holds another ticket
     *     or has a row by now; empty if nothing was done
     */
    Optional<Set<Long>> load(long couponId, long epoch, List<RecordedClaim> claims) {
        CouponKeys keys = CouponKeys.of(couponId);
        List<String> arguments = new ArrayList<>();
        arguments.add(Long.toString(epoch));
        for (RecordedClaim claim : claims) {
            arguments.add(Long.toString(claim.userId()));
            arguments.add(Long.toString(claim.sequence()));
            arguments.add(claim.ending().name());
            arguments.add(claim.reason());
        }
        ScriptReply reply =
                CLAIMS.run(
                        redis,
                        List.of(
                                keys.gate(),
                                keys.tickets(),
                                keys.rejected(),
                                keys.failed(),
                                keys.returned()),
                        arguments.toArray());
        return done(reply, "LOADED")
                ? Optional.of(
                        reply.values().keySet().stream()
                                .filter(name -> name.startsWith(UNUSED))
                                .map(name -> Long.valueOf(name.substring(UNUSED.length())))
                                .collect(Collectors.toSet()))
                : Optional.empty();
    }

    /**
     * @param sequences that nobody stands for
     */
    boolean loadSlots(long couponId, long epoch, List<Long> sequences) {
        CouponKeys keys = CouponKeys.of(couponId);
        List<String> arguments = new ArrayList<>();
        arguments.add(Long.toString(epoch));
        sequences.forEach(sequence -> arguments.add(Long.toString(sequence)));
        return done(
                SLOTS.run(redis, List.of(keys.gate(), keys.returned()), arguments.toArray()),
                "LOADED");
    }

    boolean open(Standing coupon, long epoch, long floor, Instant expires) {
        ScriptReply reply =
                OPEN.run(
                        redis,
                        CouponKeys.of(coupon.couponId()).all(),
                        Long.toString(epoch),
                        Long.toString(floor),
                        Long.toString(coupon.version()),
                        Long.toString(coupon.total()),
                        Long.toString(coupon.opensAt().toEpochMilli()),
                        Long.toString(coupon.closesAt().toEpochMilli()),
                        coupon.state(),
                        Long.toString(expires.toEpochMilli()));
        return switch (reply.outcome()) {
            case "OPENED" -> true;
            case "FENCED", "TORN" -> false;
            default -> throw reply.unknown();
        };
    }

    private static boolean done(ScriptReply reply, String success) {
        if (reply.outcome().equals(success)) {
            return true;
        }
        if (reply.outcome().equals("FENCED")) {
            return false;
        }
        throw reply.unknown();
    }
}
