package io.couponrush.worker.health;

import io.couponrush.health.BrokerProbe;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

import java.util.Map;

/** Whether a broker answers; Spring Boot has no such indicator. */
final class KafkaHealthIndicator extends AbstractHealthIndicator implements AutoCloseable {

    private final BrokerProbe broker;

    KafkaHealthIndicator(Map<String, Object> settings) {
        super("Kafka did not answer");
        this.broker = new BrokerProbe(settings);
    }

    @Override
    protected void doHealthCheck(Health.Builder health) throws Exception {
        BrokerProbe.Cluster cluster = broker.ask();
        health.up().withDetail("clusterId", cluster.id()).withDetail("brokers", cluster.brokers());
    }

    @Override
    public void close() {
        broker.close();
    }
}
