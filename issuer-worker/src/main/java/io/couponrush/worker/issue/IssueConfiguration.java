package io.couponrush.worker.issue;

import io.couponrush.worker.meters.WorkerMeters;

import jakarta.persistence.EntityManager;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;

@Configuration(proxyBeanMethods = false)
class IssueConfiguration {

    @Bean
    IssueLedger issueLedger(JdbcTemplate jdbc, EntityManager entities) {
        return new IssueLedger(jdbc, entities);
    }

    @Bean
    Issuer issuer(
            IssueLedger ledger,
            TransactionOperations transaction,
            WorkerMeters meters,
            Clock clock) {
        return new Issuer(ledger, transaction, meters, clock);
    }
}
