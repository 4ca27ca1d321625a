package io.couponrush.worker.audit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Clock;

/** Builds the trail. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    AdminLogBook adminLogBook(JdbcClient jdbc, Clock clock) {
        return new AdminLogBook(jdbc, clock);
    }
}
