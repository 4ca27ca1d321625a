package io.couponrush.worker.watch;

import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.meters.CouponMeters.GateState;
import io.couponrush.worker.meters.CouponMeters.Part;
import io.couponrush.worker.script.LuaScript;
import io.couponrush.worker.script.ScriptReply;

import org.springframework.data.redis.core.StringRedisTemplate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Redis knows of a coupon. */
class GateReader {

    private static final LuaScript READ = LuaScript.besides(GateReader.class, "read-coupon.lua");

    private final StringRedisTemplate redis;

    GateReader(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /**
     * @param parts without issued
     * @param head the lowest pending sequence, 0 if none is
     */
    record Gate(GateState state, Map<Part, Long> parts, long head) {

        long part(Part part) {
            return parts.getOrDefault(part, 0L);
        }
    }

    /** Empty if there is no gate. */
    Optional<Gate> read(long couponId) {
        CouponKeys keys = CouponKeys.of(couponId);
        ScriptReply reply =
                READ.run(
                        redis,
                        List.of(
                                keys.gate(),
                                keys.pending(),
                                keys.rejected(),
                                keys.failed(),
                                keys.returned()));
        return switch (reply.outcome()) {
            case "MISSING" -> Optional.empty();
            case "READ" -> Optional.of(gate(reply));
            default -> throw reply.unknown();
        };
    }

    private static Gate gate(ScriptReply reply) {
        Map<Part, Long> parts = new EnumMap<>(Part.class);
        parts.put(Part.ADMITTED, reply.number("admitted"));
        parts.put(Part.REJECTED, reply.number("rejected"));
        parts.put(Part.DEAD_LETTERED, reply.number("failed"));
        parts.put(Part.RETURNED, reply.number("returned"));
        parts.put(Part.ELSEWHERE, reply.number("elsewhere"));
        parts.put(Part.PENDING, reply.number("pending"));
        return new Gate(GateState.valueOf(reply.text("state")), parts, reply.number("head"));
    }
}
