package io.couponrush.gateway.handoff;

import io.couponrush.gateway.meters.GatewayMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

@Configuration(proxyBeanMethods = false)
class HandoffConfiguration {

    /** Longer than any gateway lives: metadata must not be dropped while nobody claims. */
    private static final Duration KEEP_METADATA = Duration.ofDays(365);

    /** Own, and not Boot's factory: this producer is for one topic and may never wait. */
    @Bean(destroyMethod = "close")
    Producer<byte[], byte[]> issueRequestProducer(
            KafkaProperties kafka, HandoffProperties properties) {
        return new KafkaProducer<>(
                settings(kafka, properties), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Bean(destroyMethod = "close")
    KafkaClientMetrics issueRequestMetrics(
            Producer<byte[], byte[]> issueRequestProducer, MeterRegistry registry) {
        KafkaClientMetrics metrics = new KafkaClientMetrics(issueRequestProducer);
        metrics.bindTo(registry);
        return metrics;
    }

    @Bean
    MetadataKeeper handoffHealthIndicator(Producer<byte[], byte[]> issueRequestProducer) {
        return new MetadataKeeper(issueRequestProducer);
    }

    @Bean
    Handoff handoff(Producer<byte[], byte[]> issueRequestProducer, GatewayMeters meters) {
        return new KafkaHandoff(issueRequestProducer, meters);
    }

    static Map<String, Object> settings(KafkaProperties kafka, HandoffProperties properties) {
        Map<String, Object> settings = new HashMap<>(kafka.buildProducerProperties());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "gateway-handoff");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // batches form by themselves under load; 5 ms capped 64 waiting clients at 11k claims/s
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // send runs on an event loop: it refuses at once where it would have to wait
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
        settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, KEEP_METADATA.toMillis());
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, properties.buffer().toBytes());
        settings.put(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Math.toIntExact(properties.deliveryTimeout().toMillis()));
        settings.put(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.toIntExact(properties.requestTimeout().toMillis()));
        return settings;
    }
}
