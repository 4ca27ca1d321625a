package io.couponrush.worker.recovery;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.gate.AdmissionScript;
import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.issuing.Broker.Requests;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.progress.ConfirmedSends;
import io.couponrush.worker.script.LuaScript;
import io.couponrush.worker.script.ScriptReply;

import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/** Workers that look after a test's own coupon, and a gateway's way to it. */
@TestComponent
final class RebuildWorkers {

    static final Duration GRACE = Duration.ofSeconds(2);

    /** So small that a rebuild takes several steps. */
    private static final int CHUNK = 5;

    private static final LuaScript ADMISSION =
            LuaScript.besides(AdmissionScript.class, AdmissionScript.NAME);

    private final JdbcClient database;
    private final StringRedisTemplate redis;
    private final KafkaProperties kafka;
    private final ConfirmedSends sends;
    private final WorkerMeters meters;

    RebuildWorkers(
            JdbcClient database,
            StringRedisTemplate redis,
            KafkaProperties kafka,
            ConfirmedSends sends,
            WorkerMeters meters) {
        this.database = database;
        this.redis = redis;
        this.kafka = kafka;
        this.sends = sends;
        this.meters = meters;
    }

    TopicProgress topic(Requests requests) {
        return new TopicProgress(
                kafka.buildAdminProperties(), requests.topic(), requests.group(), sends);
    }

    String newLease() {
        String name = "test-" + UUID.randomUUID();
        database.sql("insert into worker_lease values (?, 'nobody', '2026-01-01')")
                .param(name)
                .update();
        return name;
    }

    OwnCoupon coupon(long couponId) {
        return new OwnCoupon(database, couponId);
    }

    Rebuilder rebuilder(ActiveCoupons coupons, TopicProgress topic, LongSupplier nanoTime) {
        return new Rebuilder(
                coupons,
                new RecordedClaims(database, CHUNK),
                new RebuildKeys(redis),
                topic,
                topic, // whose letters are in the table is the tests' business
                meters,
                GRACE,
                nanoTime,
                Clock.systemUTC());
    }

    Recovery recovery(
            ActiveCoupons coupons,
            Rebuilder rebuilder,
            TopicProgress topic,
            Lease lease,
            LongSupplier nanoTime) {
        RecoveryKeys keys = new RecoveryKeys(redis);
        RecoveryProperties settings =
                new RecoveryProperties(
                        true,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        GRACE,
                        100);
        return new Recovery(
                lease,
                coupons,
                keys,
                rebuilder,
                new Reconciler(keys, topic, meters, settings, nanoTime));
    }

    /** What the gateway asks, by a connection whose server is known. */
    ScriptReply ask(long couponId, long user) {
        return ADMISSION.run(
                redis,
                AdmissionScript.keys(CouponKeys.of(couponId)),
                (Object[]) AdmissionScript.queued(user, AdmissionScript.ASK, 0));
    }

    String told(long couponId, long user) {
        ScriptReply reply = ask(couponId, user);
        return reply.values().containsKey("sequence")
                ? reply.outcome() + " " + reply.number("sequence")
                : reply.outcome();
    }

    /** New users come until one is turned away. */
    List<CouponIssueRequested> claimAll(long couponId, LongStream users) {
        List<CouponIssueRequested> claims = new ArrayList<>();
        for (long user : users.toArray()) {
            ScriptReply reply = ask(couponId, user);
            if (reply.outcome().equals("ADMITTED")) {
                claims.add(
                        new CouponIssueRequested(
                                couponId,
                                user,
                                reply.number("sequence"),
                                reply.number("epoch"),
                                Instant.now()));
            }
        }
        return claims;
    }

    /** Of all active coupons only the test's own: the others belong to other tests. */
    static final class OwnCoupon extends ActiveCoupons {

        private final long couponId;
        private boolean killAfterOpening;

        OwnCoupon(JdbcClient database, long couponId) {
            super(database, Duration.ofDays(7));
            this.couponId = couponId;
        }

        /** From now on workers die when a gate is open and before that is written down. */
        void killAfterOpening(boolean kill) {
            killAfterOpening = kill;
        }

        @Override
        void endRebuild(long id, long epoch) {
            if (killAfterOpening) {
                throw new IllegalStateException("killed");
            }
            super.endRebuild(id, epoch);
        }

        @Override
        List<Standing> all() {
            return List.of(one(couponId));
        }

        Standing row() {
            return one(couponId);
        }
    }
}
