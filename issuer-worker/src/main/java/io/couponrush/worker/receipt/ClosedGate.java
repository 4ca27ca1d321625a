package io.couponrush.worker.receipt;

import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.receipt.domain.Place.Why;
import io.couponrush.worker.script.LuaScript;
import io.couponrush.worker.script.ScriptReply;

import org.springframework.data.redis.core.StringRedisTemplate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ObjLongConsumer;

/** What Redis knows of a coupon that is closed, and the tables do not. */
final class ClosedGate {

    private static final LuaScript LOOK = LuaScript.besides(ClosedGate.class, "look-closed.lua");
    private static final int CHUNK = 10_000;

    /** Who a rebuild names as the holder of a slot that nobody is known to stand for. */
    private static final String NOBODY = "0";

    private final StringRedisTemplate redis;

    ClosedGate(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /** As of one instant. What is equal twice has not changed in between. */
    record Seen(long epoch, long admitted, long pending, long failed, long returned) {

        boolean isSettled() {
            return pending == 0 && failed == 0;
        }
    }

    /** Empty if the coupon is not closed, or Redis can't tell. */
    Optional<Seen> look(long couponId) {
        CouponKeys keys = CouponKeys.of(couponId);
        ScriptReply reply =
                LOOK.run(
                        redis,
                        List.of(keys.gate(), keys.pending(), keys.failed(), keys.returned()));
        return switch (reply.outcome()) {
            case "OPEN", "NO_GATE" -> Optional.empty();
            case "CLOSED" ->
                    Optional.of(
                            new Seen(
                                    reply.number("epoch"),
                                    reply.number("admitted"),
                                    reply.number("pending"),
                                    reply.number("failed"),
                                    reply.number("returned")));
            default -> throw reply.unknown();
        };
    }

    /** The slots that went back to the stock, members {@code user:sequence} (0010, 0013). */
    void vacant(long couponId, ObjLongConsumer<Why> reader) {
        String key = CouponKeys.of(couponId).returned();
        Set<String> slots;
        long from = 0;
        do {
            slots = redis.opsForZSet().range(key, from, from + CHUNK - 1);
            for (String slot : slots) {
                int colon = slot.indexOf(':');
                reader.accept(
                        slot.substring(0, colon).equals(NOBODY) ? Why.UNCLAIMED : Why.RETURNED,
                        Long.parseLong(slot.substring(colon + 1)));
            }
            from += CHUNK;
        } while (slots.size() == CHUNK);
    }
}
