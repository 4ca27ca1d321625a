package io.couponrush.worker.progress;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.RejectionReason;
import io.couponrush.gate.SoldOutLease;
import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.issue.domain.Held;
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

    private static final long UNKNOWN_EPOCH = 0;

    /** Of a claim that may be unreadable; the script is told {@link #UNKNOWN_EPOCH}. */
    private static final long ANY_EPOCH = 1;

    private static final LuaScript SETTLE = LuaScript.besides(Settlement.class, "settle.lua");

    private final StringRedisTemplate redis;
    private final CouponEpochs epochs;
    private final Duration retention;
    private final Clock clock;

    /**
     * @param retention how long rejections and failures of a coupon are kept whose gate is gone
     */
    Settlement(StringRedisTemplate redis, CouponEpochs epochs, Duration retention, Clock clock) {
        this.redis = redis;
        this.epochs = epochs;
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
     * @param adopted claims of which Redis did not know, and does now
     * @param doubt whether the claims prove that Redis has gone back in time
     */
    record Settled(
            int issued,
            int elsewhere,
            Map<RejectionReason, Integer> rejected,
            int failed,
            int revived,
            int adopted,
            boolean doubt) {}

    /**
     * @param epoch of all outcomes
     * @throws OldGateException if Redis has an older gate than the database wants
     */
    Settled settle(long couponId, long epoch, List<Outcome> outcomes) {
        return settle(couponId, epoch, outcomes, List.of());
    }

    Settled fail(long couponId, List<FailedClaim> failures) {
        return settle(couponId, UNKNOWN_EPOCH, List.of(), failures);
    }

    Settled issued(FailedClaim claim, Held.Row row) {
        CouponIssueRequested request =
                new CouponIssueRequested(
                        claim.couponId(),
                        claim.userId(),
                        claim.sequence(),
                        ANY_EPOCH,
                        row.issuedAt());
        return settle(
                claim.couponId(),
                UNKNOWN_EPOCH,
                List.of(
                        row.ticketed()
                                ? new Outcome.AlreadyIssued(request, row.issuedAt())
                                : new Outcome.IssuedElsewhere(request, row.issuedAt())),
                List.of());
    }

    private Settled settle(
            long couponId, long epoch, List<Outcome> outcomes, List<FailedClaim> failures) {
        Claims issued = new Claims();
        Claims elsewhere = new Claims();
        Claims rejected = new Claims();
        Claims failed = new Claims();
        for (Outcome outcome : outcomes) {
            CouponIssueRequested claim = outcome.claim();
            switch (outcome) {
                case Outcome.Issued _, Outcome.AlreadyIssued _ -> issued.add(claim);
                case Outcome.IssuedElsewhere _ -> elsewhere.add(claim);
                case Outcome.Rejected(_, RejectionReason reason, _) ->
                        rejected.add(claim.userId(), claim.sequence(), reason.name());
            }
        }
        for (FailedClaim failure : failures) {
            failed.add(failure.userId(), failure.sequence(), failure.reason());
        }
        List<Object> arguments = new ArrayList<>();
        arguments.add(Long.toString(clock.instant().plus(retention).toEpochMilli()));
        arguments.add(Long.toString(epoch));
        // Read now that the rows are committed: a rebuild that begins later finds them.
        long inDatabase = epochs.of(couponId);
        arguments.add(Long.toString(inDatabase));
        arguments.add(Long.toString(SoldOutLease.STOCK_DELAY.toMillis()));
        for (Claims claims : List.of(issued, elsewhere, rejected, failed)) {
            arguments.add(Integer.toString(claims.number));
            arguments.addAll(claims.parts);
        }
        CouponKeys keys = CouponKeys.of(couponId);
        ScriptReply reply =
                SETTLE.run(
                        redis,
                        List.of(
                                keys.gate(),
                                keys.pending(),
                                keys.rejected(),
                                keys.failed(),
                                keys.direct(),
                                keys.tickets(),
                                keys.returned()),
                        arguments.toArray());
        if (reply.outcome().equals("OLD_GATE")) {
            throw new OldGateException(couponId, reply.number("epoch"), inDatabase);
        }
        return decode(reply);
    }

    /** One of the script's lists. */
    private static final class Claims {

        private final List<Object> parts = new ArrayList<>();
        private int number;

        void add(CouponIssueRequested claim) {
            parts.add(Long.toString(claim.userId()));
            parts.add(Long.toString(claim.sequence()));
            number++;
        }

        void add(long userId, long sequence, String reason) {
            parts.add(Long.toString(userId));
            parts.add(Long.toString(sequence));
            parts.add(reason);
            number++;
        }
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
                count(reply, "revived"),
                count(reply, "adopted"),
                reply.number("doubt") == 1);
    }

    private static int count(ScriptReply reply, String name) {
        return Math.toIntExact(reply.number(name));
    }
}
