package io.couponrush.gateway.health;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

import java.time.Duration;
import java.util.Map;

/** Whether a broker answers; Spring Boot has no such indicator. */
final class KafkaHealthIndicator extends AbstractHealthIndicator implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 2000;

    private final Map<String, Object> settings;
    private @Nullable Admin admin;

    KafkaHealthIndicator(Map<String, Object> settings) {
        super("Kafka did not answer");
        this.settings = settings;
    }

    /** Blocks, for which Spring Boot gives it a thread of its own. */
    @Override
    protected void doHealthCheck(Health.Builder health) throws Exception {
        DescribeClusterResult cluster =
                admin().describeCluster(new DescribeClusterOptions().timeoutMs(TIMEOUT_MILLIS));
        health.up()
                .withDetail("clusterId", cluster.clusterId().get())
                .withDetail("brokers", cluster.nodes().get().size());
    }

    /** Made when first asked for, and kept: a new client a probe would be a new thread a probe. */
    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(settings);
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
