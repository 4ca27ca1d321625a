package io.couponrush.worker.announce;

import io.couponrush.gate.SoldOutLease;
import io.couponrush.worker.meters.WorkerMeters;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.transaction.support.TransactionOperations;

/** Builds the announcer. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class AnnounceConfiguration {

    @Bean
    Announcer announcer(
            JdbcClient database,
            TransactionOperations transaction,
            StringRedisTemplate redis,
            KafkaTemplate<byte[], byte[]> kafka,
            WorkerMeters meters,
            Retention retention,
            AnnounceProperties settings) {
        return new Announcer(
                new Outbox(database, transaction),
                new GateWriter(redis, retention.afterClosing(), SoldOutLease.STOCK_DELAY),
                new Catalogue(kafka),
                meters,
                settings);
    }

    /** For all who ask whether a coupon's keys may be gone. */
    @Bean
    Retention retention(AnnounceProperties settings) {
        return new Retention(settings.retention());
    }

    @Bean
    AnnounceTrigger announceTrigger(Announcer announcer) {
        return new AnnounceTrigger(announcer);
    }

    @Bean
    SchedulingConfigurer announceRounds(AnnounceTrigger trigger, AnnounceProperties settings) {
        return rounds -> rounds.addFixedDelayTask(trigger::run, settings.interval());
    }
}
