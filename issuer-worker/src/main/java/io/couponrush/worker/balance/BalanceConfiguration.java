package io.couponrush.worker.balance;

import io.couponrush.worker.announce.Retention;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Builds the books. */
@Configuration(proxyBeanMethods = false)
class BalanceConfiguration {

    @Bean
    Expiry expiry(JdbcClient database, Retention retention) {
        return new Expiry(database, retention.afterClosing());
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
