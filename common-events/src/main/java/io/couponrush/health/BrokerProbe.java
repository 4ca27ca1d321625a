package io.couponrush.health;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Asks whether a broker answers. Safe for use by many threads. */
public final class BrokerProbe implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 2000;
    private static final int LONGEST_SECONDS = 5;

    private final Map<String, Object> settings;
    private @Nullable Admin admin;

    /** What answered. */
    public record Cluster(String id, int brokers) {}

    /**
     * @param settings of an admin client
     */
    public BrokerProbe(Map<String, Object> settings) {
        this.settings = settings;
    }

    /**
     * Waits for an answer, for 2 s, or 5 s should the client not keep its own bound.
     *
     * @throws ExecutionException if the client gave up, or was refused
     * @throws TimeoutException if not even that happened
     */
    public Cluster ask() throws ExecutionException, InterruptedException, TimeoutException {
        DescribeClusterResult cluster =
                admin().describeCluster(new DescribeClusterOptions().timeoutMs(TIMEOUT_MILLIS));
        return new Cluster(
                cluster.clusterId().get(LONGEST_SECONDS, SECONDS),
                cluster.nodes().get(LONGEST_SECONDS, SECONDS).size());
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
