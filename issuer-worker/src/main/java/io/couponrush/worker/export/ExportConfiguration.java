package io.couponrush.worker.export;

import com.zaxxer.hikari.HikariDataSource;

import io.couponrush.worker.audit.AdminLog;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionOperations;

import java.sql.SQLException;

import javax.sql.DataSource;

/** Builds exports. */
@Configuration(proxyBeanMethods = false)
class ExportConfiguration {

    @Bean
    Exports exports(
            JdbcClient jdbc,
            DataSource pool,
            AdminLog log,
            TransactionOperations transaction,
            ExportProperties limits)
            throws SQLException {
        return new Exports(
                jdbc,
                new ExportTickets(jdbc, limits.ticketLife()),
                new IssuedRows(beside(pool.unwrap(HikariDataSource.class))),
                log,
                transaction,
                limits);
    }

    /** Connections as the pool's, one an export, so that those who issue need not share theirs. */
    private static DataSource beside(HikariDataSource pool) {
        DriverManagerDataSource connections =
                new DriverManagerDataSource(
                        pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
        connections.setConnectionProperties(pool.getDataSourceProperties());
        return connections;
    }
}
