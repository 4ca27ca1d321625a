package io.couponrush.gateway.health;

import io.couponrush.gateway.catalogue.Catalogue;
import io.couponrush.gateway.catalogue.Retention;
import io.couponrush.gateway.gate.GateWatch;
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
    GatesHealthIndicator gatesHealthIndicator(
            GateWatch watch, Catalogue catalogue, Retention retention) {
        return new GatesHealthIndicator(watch, catalogue, retention);
    }

    @Bean
    KafkaHealthIndicator kafkaHealthIndicator(KafkaProperties kafka) {
        return new KafkaHealthIndicator(kafka.buildAdminProperties());
    }
}
