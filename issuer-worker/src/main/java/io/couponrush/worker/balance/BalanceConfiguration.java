package io.couponrush.worker.balance;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;

/** Builds the books. */
@Configuration(proxyBeanMethods = false)
class BalanceConfiguration {

    @Bean
    Expiry expiry(JdbcClient database, @Value("${rush.announce.retention:7d}") Duration retention) {
        return new Expiry(database, retention);
    }

    @Bean
    Books books(StringRedisTemplate redis, JdbcClient database, Expiry expiry) {
        return new Books(redis, database, expiry);
    }

    @Bean
    Queues queues(StringRedisTemplate redis, Expiry expiry) {
        return new Queues(redis, expiry);
    }
}
