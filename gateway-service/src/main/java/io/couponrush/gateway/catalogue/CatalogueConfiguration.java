package io.couponrush.gateway.catalogue;

import io.couponrush.events.Topics;
import io.couponrush.gateway.kafka.Listening;
import io.couponrush.gateway.loop.Loop;
import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.redis.RedisClock;

import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;

@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {

    @Bean
    CatalogueMap catalogue() {
        return new CatalogueMap();
    }

    @Bean
    Retention retention(CatalogueProperties properties, RedisClock clock) {
        return new Retention(properties.retention(), clock);
    }

    @Bean
    CatalogueReader catalogueReader(CatalogueMap catalogue, KafkaProperties kafka) {
        return new CatalogueReader(
                Topics.CATALOGUE, catalogue, Listening.consumers(kafka, "gateway-catalogue"));
    }

    @Bean
    Loop catalogueLoop(CatalogueReader reader, GatewayMeters meters) {
        return new Loop("catalogue", Duration.ofSeconds(1), reader::read, meters);
    }

    @Bean
    CatalogueHealthIndicator catalogueHealthIndicator(CatalogueMap catalogue) {
        return new CatalogueHealthIndicator(catalogue);
    }
}
