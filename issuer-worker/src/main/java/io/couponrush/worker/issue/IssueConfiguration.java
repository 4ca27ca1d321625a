package io.couponrush.worker.issue;

import io.couponrush.worker.meters.WorkerMeters;

import jakarta.persistence.EntityManager;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;

@Configuration(proxyBeanMethods = false)
class IssueConfiguration {

    @Bean
    Issuer issuer(
            JdbcClient jdbc,
            EntityManager entities,
            TransactionOperations transaction,
            WorkerMeters meters,
            Clock clock) {
        return new Issuer(new IssueLedger(jdbc, entities), transaction, meters, clock);
    }
}
