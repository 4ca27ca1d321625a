package io.couponrush.worker.road;

import io.couponrush.gate.SoldOutLease;
import io.couponrush.worker.issue.IssueLedger;
import io.couponrush.worker.issue.Issuer;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.progress.Progress;

import jakarta.persistence.EntityManager;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;

@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = RoadProperties.ENABLED, matchIfMissing = true)
class RoadConfiguration {

    @Bean
    RoadReplies roadReplies(WorkerMeters meters) {
        return new RoadReplies(meters);
    }

    @Bean
    DatabaseRoad databaseRoad(
            EntityManager entities,
            IssueLedger ledger,
            TransactionOperations transaction,
            Clock clock) {
        return new DatabaseRoad(entities, ledger, transaction, clock);
    }

    @Bean
    RoadGate roadGate(StringRedisTemplate redis) {
        return new RoadGate(redis, SoldOutLease.STOCK_DELAY);
    }

    @Bean
    RedisRoad redisRoad(
            JdbcClient jdbc,
            RoadGate gate,
            Issuer issuer,
            TransactionOperations transaction,
            Progress progress,
            WorkerMeters meters) {
        return new RedisRoad(
                new KnownCoupons(jdbc),
                gate,
                issuer.on(RedisRoad.NAME, new DoubtfulCommits(transaction)),
                progress,
                meters);
    }
}
