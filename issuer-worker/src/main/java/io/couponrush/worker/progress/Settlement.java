package io.couponrush.worker.progress;

import io.couponrush.events.RejectionReason;
import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.issue.domain.Outcome;
import io.couponrush.worker.script.LuaScript;
import io.couponrush.worker.script.ScriptReply;

import org.springframework.data.redis.core.StringRedisTemplate;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Takes claims from pending in Redis, through {@code settle.lua}. */
class Settlement {

    /** A quarter of Lua's limit for unpack, and no call holds Redis for long. */
    static final int CHUNK = 2_000;

    private static final LuaScript SETTLE = LuaScript.besides(Settlement.class, "settle.lua");

    private final StringRedisTemplate redis;
    private final Duration retention;
    private final Clock clock;

    /**
     * @param retention how long rejections and failures of a coupon are kept whose gate is gone
     */
    Settlement(StringRedisTemplate redis, Duration retention, Clock clock) {
        this.redis = redis;
        this.retention = retention;
        this.clock = clock;
    }

    /**
     * How many of the claims were pending, or being replayed, until now.
     *
     * @param elsewhere of users who have the coupon from a road that passes no gate
     * @param rejected without reasons of which there was none
     * @param revived dead letters that count no more, because their claim was settled after all or
     *     has died again
     */
    record Settled(
            int issued,
            int elsewhere,
            Map<RejectionReason, Integer> rejected,
            int failed,
            int revived) {}

    Settled settle(long couponId, List<Outcome> outcomes, List<FailedClaim> failures) {
        List<Object> issued = new ArrayList<>();
        List<Object> elsewhere = new ArrayList<>();
        List<Object> rejected = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            String user = Long.toString(outcome.claim().userId());
            switch (outcome) {
                case Outcome.Issued _, Outcome.AlreadyIssued _ -> issued.add(user);
                case Outcome.IssuedElsewhere _ -> elsewhere.add(user);
                case Outcome.Rejected(_, RejectionReason reason, _) -> {
                    rejected.add(user);
                    rejected.add(reason.name());
                }
            }
        }
        List<Object> arguments = new ArrayList<>();
        arguments.add(Long.toString(clock.instant().plus(retention).toEpochMilli()));
        arguments.add(Integer.toString(issued.size()));
        arguments.addAll(issued);
        arguments.add(Integer.toString(elsewhere.size()));
        arguments.addAll(elsewhere);
        arguments.add(Integer.toString(rejected.size() / 2));
        arguments.addAll(rejected);
        arguments.add(Integer.toString(failures.size()));
        for (FailedClaim failure : failures) {
            arguments.add(Long.toString(failure.userId()));
            arguments.add(Long.toString(failure.sequence()));
            arguments.add(failure.reason());
        }
        CouponKeys keys = CouponKeys.of(couponId);
        return decode(
                SETTLE.run(
                        redis,
                        List.of(
                                keys.gate(),
                                keys.pending(),
                                keys.rejected(),
                                keys.failed(),
                                keys.direct()),
                        arguments.toArray()));
    }

    private static Settled decode(ScriptReply reply) {
        if (!reply.outcome().equals("SETTLED")) {
            throw reply.unknown();
        }
        Map<RejectionReason, Integer> rejected = new EnumMap<>(RejectionReason.class);
        for (RejectionReason reason : RejectionReason.values()) {
            String name = "rejected:" + reason;
            if (reply.values().containsKey(name)) {
                rejected.put(reason, count(reply, name));
            }
        }
        return new Settled(
                count(reply, "issued"),
                count(reply, "elsewhere"),
                rejected,
                count(reply, "failed"),
                count(reply, "revived"));
    }

    private static int count(ScriptReply reply, String name) {
        return Math.toIntExact(reply.number(name));
    }
}
