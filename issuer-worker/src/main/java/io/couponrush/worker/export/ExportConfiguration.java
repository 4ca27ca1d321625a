package io.couponrush.worker.export;

import io.couponrush.worker.audit.AdminLog;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import javax.sql.DataSource;

/** Builds exports. */
@Configuration(proxyBeanMethods = false)
class ExportConfiguration {

    @Bean
    Exports exports(
            JdbcClient jdbc,
            DataSource database,
            AdminLog log,
            TransactionOperations transaction,
            ExportProperties limits) {
        return new Exports(
                jdbc,
                new ExportTickets(jdbc, limits.ticketLife()),
                new IssuedRows(database),
                log,
                transaction,
                limits);
    }
}
