package io.couponrush.worker.recovery;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.progress.ConfirmedSends;
import io.couponrush.worker.recovery.domain.Offsets;
import io.couponrush.worker.sim.SimDatabase;
import io.couponrush.worker.sim.SimTopic;

import org.springframework.data.redis.core.StringRedisTemplate;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** This package's own classes, on simulated servers. */
public final class SimulatedRecovery {

    public static final Duration RETENTION = Duration.ofDays(7);

    private static final Duration LEASE = Duration.ofSeconds(10);

    private final Recovery recovery;

    /** What a mutation leaves out. */
    public enum Without {
        NOTHING,
        /** Nothing is published again. */
        RECONCILER,
        /** A rebuild does not wait for the consumer. */
        WAITING,
        /** Nor for the gateways. */
        GRACE
    }

    public SimulatedRecovery(
            SimDatabase database,
            StringRedisTemplate redis,
            SimTopic requests,
            SimTopic letters,
            ConfirmedSends sends,
            WorkerMeters meters,
            Without without,
            Clock clock,
            LongSupplier nanoTime) {
        RecoveryKeys keys = new RecoveryKeys(redis);
        SimulatedCoupons coupons = new SimulatedCoupons(database, RETENTION);
        RecoveryProperties settings =
                new RecoveryProperties(
                        true,
                        Duration.ofSeconds(1),
                        LEASE,
                        Duration.ofSeconds(5),
                        without == Without.GRACE ? Duration.ZERO : Duration.ofSeconds(2),
                        1 + database.world().dice().below(4));
        TopicProgress requestTopic = new Progress(requests, sends, without);
        recovery =
                new Recovery(
                        new SimulatedLease(database, LEASE),
                        coupons,
                        keys,
                        new Rebuilder(
                                coupons,
                                new RecordedClaims(new SimulatedTables(database)),
                                new RebuildKeys(redis),
                                requestTopic,
                                new Progress(letters, sends, without),
                                meters,
                                settings.grace(),
                                nanoTime,
                                clock),
                        new Reconciler(keys, requestTopic, meters, settings, nanoTime));
    }

    /** Whether this worker leads. */
    public boolean round() {
        return recovery.round();
    }

    private static final class Progress extends TopicProgress {

        private final SimTopic topic;
        private final Without without;

        Progress(SimTopic topic, ConfirmedSends sends, Without without) {
            super(Map.of(), topic.name(), "workers", sends);
            this.topic = topic;
            this.without = without;
        }

        @Override
        public Offsets ends() {
            return new Offsets(topic.ends());
        }

        @Override
        public Offsets committed() {
            return new Offsets(without == Without.WAITING ? topic.ends() : topic.committed());
        }

        @Override
        void publish(List<CouponIssueRequested> claims) {
            if (without != Without.RECONCILER) {
                super.publish(claims);
            }
        }
    }
}
