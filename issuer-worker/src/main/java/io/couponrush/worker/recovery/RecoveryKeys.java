package io.couponrush.worker.recovery;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.recovery.domain.GateFacts;
import io.couponrush.worker.recovery.domain.GateFacts.Origin;
import io.couponrush.worker.recovery.domain.GateFacts.Phase;
import io.couponrush.worker.recovery.domain.Look;
import io.couponrush.worker.script.LuaScript;
import io.couponrush.worker.script.ScriptReply;

import org.springframework.data.redis.core.StringRedisTemplate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What recovery asks of Redis. */
final class RecoveryKeys {

    private static final String USER = "user:";

    private static final LuaScript LOOK = LuaScript.besides(RecoveryKeys.class, "look-gate.lua");
    private static final LuaScript OVERDUE =
            LuaScript.besides(RecoveryKeys.class, "take-overdue.lua");

    private final StringRedisTemplate redis;

    RecoveryKeys(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /** Empty if there is no gate. */
    Optional<GateFacts> look(long couponId) {
        CouponKeys keys = CouponKeys.of(couponId);
        ScriptReply reply =
                LOOK.run(
                        redis,
                        List.of(
                                keys.gate(),
                                keys.tickets(),
                                keys.pending(),
                                keys.rejected(),
                                keys.failed(),
                                keys.returned()));
        return switch (reply.outcome()) {
            case "MISSING" -> Optional.empty();
            case "GATE" -> Optional.of(facts(couponId, reply));
            default -> throw reply.unknown();
        };
    }

    private static GateFacts facts(long couponId, ScriptReply reply) {
        return new GateFacts(
                couponId,
                reply.number("epoch"),
                Origin.valueOf(reply.text("origin")),
                phase(reply.text("rebuilding")),
                reply.number("complete") == 1,
                reply.number("version"),
                reply.number("admitted"),
                reply.number("tickets"),
                reply.number("pending"),
                reply.number("rejected"),
                reply.number("failed"),
                reply.number("returned"));
    }

    private static Phase phase(String rebuilding) {
        return switch (rebuilding) {
            case "" -> Phase.NONE;
            case "closed" -> Phase.CLOSED;
            case "loading" -> Phase.LOADING;
            default -> throw new IllegalStateException("no phase of a rebuild: " + rebuilding);
        };
    }

    /** Pending claims in the range, the lowest sequences first; nobody returns their slots now. */
    List<CouponIssueRequested> overdue(Look.Range range, int limit) {
        CouponKeys keys = CouponKeys.of(range.couponId());
        ScriptReply reply =
                OVERDUE.run(
                        redis,
                        List.of(keys.gate(), keys.pending(), keys.direct()),
                        Long.toString(range.after()),
                        Long.toString(range.upTo()),
                        Integer.toString(limit));
        return switch (reply.outcome()) {
            case "NO_GATE" -> List.of();
            case "CLAIMS" -> claims(range.couponId(), reply);
            default -> throw reply.unknown();
        };
    }

    private static List<CouponIssueRequested> claims(long couponId, ScriptReply reply) {
        long epoch = reply.number("epoch");
        // The time of the admission is not kept.
        Instant now = Instant.ofEpochMilli(reply.number("now"));
        List<CouponIssueRequested> claims = new ArrayList<>();
        for (String name : reply.values().keySet()) {
            if (name.startsWith(USER)) {
                long user = Long.parseLong(name.substring(USER.length()));
                claims.add(
                        new CouponIssueRequested(couponId, user, reply.number(name), epoch, now));
            }
        }
        claims.sort((one, other) -> Long.compare(one.sequence(), other.sequence()));
        return claims;
    }
}
