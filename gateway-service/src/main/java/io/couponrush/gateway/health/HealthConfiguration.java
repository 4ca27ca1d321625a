package io.couponrush.gateway.health;

import io.couponrush.gateway.catalogue.Catalogue;
import io.couponrush.gateway.catalogue.Retention;
import io.couponrush.gateway.gate.GateWatch;
import io.couponrush.gateway.redis.RedisLink;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import reactor.core.publisher.Mono;

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

    /** The same two as in the readiness group. */
    @Bean
    RouterFunction<ServerResponse> healthRoute(
            ApplicationAvailability availability,
            @Qualifier("catalogueHealthIndicator") HealthIndicator catalogue,
            @Qualifier("handoffHealthIndicator") HealthIndicator handoff) {
        WantsRequests health = new WantsRequests(availability, catalogue, handoff);
        return RouterFunctions.route()
                .GET("/api/v1/health", _ -> Mono.just(health.answer()))
                .build();
    }
}
