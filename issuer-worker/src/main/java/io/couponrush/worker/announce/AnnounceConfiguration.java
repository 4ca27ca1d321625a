package io.couponrush.worker.announce;

import io.couponrush.gate.SoldOutLease;
import io.couponrush.worker.meters.WorkerMeters;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Builds the announcer. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class AnnounceConfiguration {

    @Bean
    Announcer announcer(
            JdbcClient database,
            StringRedisTemplate redis,
            KafkaTemplate<byte[], byte[]> kafka,
            WorkerMeters meters,
            AnnounceProperties settings) {
        return new Announcer(
                new Outbox(database),
                new GateWriter(redis, settings.retention(), SoldOutLease.STOCK_DELAY),
                new Catalogue(kafka),
                meters,
                settings);
    }

    @Bean
    AnnounceTrigger announceTrigger(Announcer announcer) {
        return new AnnounceTrigger(announcer);
    }
}
