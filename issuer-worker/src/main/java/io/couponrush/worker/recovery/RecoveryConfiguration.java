package io.couponrush.worker.recovery;

import io.couponrush.events.Topics;
import io.couponrush.worker.announce.Retention;
import io.couponrush.worker.desk.DeskGroup;
import io.couponrush.worker.intake.IntakeGroup;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.progress.ConfirmedSends;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Clock;

@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "rush.recovery.enabled", matchIfMissing = true)
class RecoveryConfiguration {

    private static final String LEASE = "recovery";

    /** Claims that are read from the database and written to Redis with one call each. */
    private static final int CHUNK = 1_000;

    @Bean
    TopicProgress requestTopic(KafkaProperties kafka, ConfirmedSends sends) {
        return new TopicProgress(
                kafka.buildAdminProperties(), Topics.ISSUE_REQUESTS, IntakeGroup.NAME, sends);
    }

    @Bean
    TopicProgress letterTopic(KafkaProperties kafka, ConfirmedSends sends) {
        return new TopicProgress(
                kafka.buildAdminProperties(), Topics.ISSUE_REQUESTS_DLT, DeskGroup.NAME, sends);
    }

    @Bean
    Recovery recovery(
            JdbcClient database,
            StringRedisTemplate redis,
            @Qualifier("requestTopic") TopicProgress topic,
            @Qualifier("letterTopic") TopicProgress letterTopic,
            WorkerMeters meters,
            RecoveryProperties settings,
            Clock clock,
            Retention retention) {
        RecoveryKeys keys = new RecoveryKeys(redis);
        ActiveCoupons coupons = new ActiveCoupons(database, retention.afterClosing());
        return new Recovery(
                new Lease(database, LEASE, settings.lease()),
                coupons,
                keys,
                new Rebuilder(
                        coupons,
                        new RecordedClaims(database, CHUNK),
                        new RebuildKeys(redis),
                        topic,
                        letterTopic,
                        meters,
                        settings.grace(),
                        System::nanoTime,
                        clock),
                new Reconciler(keys, topic, meters, settings, System::nanoTime));
    }

    @Bean
    RecoveryRounds recoveryRounds(
            Recovery recovery, WorkerMeters meters, RecoveryProperties settings) {
        return new RecoveryRounds(recovery, meters, settings.interval());
    }
}
