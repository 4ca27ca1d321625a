package io.couponrush.worker.recovery;

import io.couponrush.events.Topics;
import io.couponrush.worker.intake.IntakeGroup;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.progress.ConfirmedSends;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "rush.recovery.enabled", matchIfMissing = true)
class RecoveryConfiguration {

    private static final String LEASE = "recovery";

    @Bean
    RequestTopic requestTopic(KafkaProperties kafka, ConfirmedSends sends) {
        return new RequestTopic(
                kafka.buildAdminProperties(), Topics.ISSUE_REQUESTS, IntakeGroup.NAME, sends);
    }

    @Bean
    Recovery recovery(
            JdbcClient database,
            StringRedisTemplate redis,
            RequestTopic topic,
            WorkerMeters meters,
            RecoveryProperties settings,
            @Value("${rush.announce.retention:7d}") Duration retention) {
        RecoveryKeys keys = new RecoveryKeys(redis);
        return new Recovery(
                new Lease(database, LEASE, settings.lease()),
                new ActiveCoupons(database, retention),
                keys,
                new Reconciler(keys, topic, meters, settings, System::nanoTime));
    }

    @Bean
    RecoveryRounds recoveryRounds(
            Recovery recovery, WorkerMeters meters, RecoveryProperties settings) {
        return new RecoveryRounds(recovery, meters, settings.interval());
    }
}
