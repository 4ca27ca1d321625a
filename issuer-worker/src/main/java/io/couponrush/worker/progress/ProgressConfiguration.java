package io.couponrush.worker.progress;

import io.couponrush.worker.meters.WorkerMeters;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ProducerFactory;

import java.time.Clock;
import java.time.Duration;

@Configuration(proxyBeanMethods = false)
class ProgressConfiguration {

    /** Of what is written for a coupon whose gate is gone; else the gate says. */
    private static final Duration RETENTION_WITHOUT_GATE = Duration.ofDays(7);

    @Bean
    ConfirmedSends confirmedSends(ProducerFactory<byte[], byte[]> producers) {
        return new ConfirmedSends(producers);
    }

    @Bean
    CouponEpochs couponEpochs(JdbcClient jdbc) {
        return new CouponEpochs(jdbc);
    }

    @Bean
    Progress progress(
            StringRedisTemplate redis,
            CouponEpochs epochs,
            ConfirmedSends sends,
            WorkerMeters meters,
            Clock clock) {
        return new Progress(
                new Settlement(redis, epochs, RETENTION_WITHOUT_GATE, clock),
                new Results(sends),
                meters);
    }
}
