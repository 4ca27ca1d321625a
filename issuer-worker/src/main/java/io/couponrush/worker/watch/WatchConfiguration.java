package io.couponrush.worker.watch;

import io.couponrush.events.Topics;
import io.couponrush.worker.intake.IntakeGroup;
import io.couponrush.worker.meters.CouponMeters;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.progress.ConfirmedSends;
import io.couponrush.worker.recovery.TopicProgress;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;

import javax.sql.DataSource;

@Configuration(proxyBeanMethods = false)
class WatchConfiguration {

    @Bean
    CouponWatch couponWatch(
            DataSource database,
            StringRedisTemplate redis,
            CouponMeters meters,
            WatchProperties settings) {
        return new CouponWatch(
                new CouponTable(database),
                new GateReader(redis),
                meters,
                settings,
                System::nanoTime);
    }

    @Bean
    GatesHealthIndicator gatesHealthIndicator(CouponWatch couponWatch) {
        return new GatesHealthIndicator(couponWatch);
    }

    @Bean
    TopicProgress watchedTopic(KafkaProperties kafka, ConfirmedSends sends) {
        return new TopicProgress(
                kafka.buildAdminProperties(), Topics.ISSUE_REQUESTS, IntakeGroup.NAME, sends);
    }

    @Bean
    Backlog backlog(@Qualifier("watchedTopic") TopicProgress topic, WorkerMeters meters) {
        return new Backlog(topic, meters);
    }

    /** A thread each: a database that hangs must not make the backlog look old. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "rush.watch.enabled", matchIfMissing = true)
    static class InTheBackground {

        @Bean
        Rounds couponRounds(CouponWatch watch, WatchProperties settings, WorkerMeters meters) {
            return new Rounds("coupons", watch::look, settings.interval(), meters);
        }

        @Bean
        Rounds letterRounds(DataSource database, WatchProperties settings, WorkerMeters meters) {
            LetterWatch watch = new LetterWatch(database, meters);
            return new Rounds("letters", watch::look, settings.interval(), meters);
        }

        @Bean
        Rounds backlogRounds(Backlog backlog, WatchProperties settings, WorkerMeters meters) {
            return new Rounds("backlog", backlog::look, settings.interval(), meters);
        }
    }
}
