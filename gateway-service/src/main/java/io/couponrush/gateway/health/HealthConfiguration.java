package io.couponrush.gateway.health;

import io.couponrush.gateway.redis.RedisLink;

import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    @Bean
    RedisHealthIndicator redisHealthIndicator(RedisLink redis) {
        return new RedisHealthIndicator(redis);
    }

    @Bean
    KafkaHealthIndicator kafkaHealthIndicator(KafkaProperties kafka) {
        return new KafkaHealthIndicator(kafka.buildAdminProperties());
    }
}
