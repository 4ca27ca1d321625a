package io.couponrush.worker.balance;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Builds the books. */
@Configuration(proxyBeanMethods = false)
class BalanceConfiguration {

    @Bean
    Books books(StringRedisTemplate redis, JdbcClient database) {
        return new Books(redis, database);
    }
}
