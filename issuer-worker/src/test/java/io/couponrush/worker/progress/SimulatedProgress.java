package io.couponrush.worker.progress;

import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.sim.NoDatabase;
import io.couponrush.worker.sim.SimDatabase;

import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.kafka.core.ProducerFactory;

import java.time.Clock;
import java.time.Duration;

/** This package's own classes, on simulated servers. */
public final class SimulatedProgress {

    private SimulatedProgress() {}

    public static ConfirmedSends sends(ProducerFactory<byte[], byte[]> producers) {
        return new ConfirmedSends(producers);
    }

    public static CouponEpochs epochs(SimDatabase database) {
        return new CouponEpochs(NoDatabase.CLIENT) {
            @Override
            public long of(long couponId) {
                return database.read(() -> database.tables().coupon.epoch);
            }
        };
    }

    public static Progress progress(
            StringRedisTemplate redis,
            SimDatabase database,
            ConfirmedSends sends,
            WorkerMeters meters,
            Clock clock) {
        return new Progress(
                new Settlement(redis, epochs(database), Duration.ofDays(7), clock),
                new Results(sends),
                meters);
    }
}
