package io.couponrush.health;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Asks whether a broker answers. Safe for use by many threads. */
public final class BrokerProbe implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 2000;
    private static final int LONGEST_SECONDS = 5;

    private final BoundedAdmin admin;

    /** What answered. */
    public record Cluster(String id, int brokers) {}

    /**
     * @param settings of an admin client
     */
    public BrokerProbe(Map<String, Object> settings) {
        this.admin = new BoundedAdmin(settings, Duration.ofSeconds(LONGEST_SECONDS));
    }

    /**
     * Waits for an answer, for 2 s, or 5 s should the client not keep its own bound.
     *
     * @throws ExecutionException if the client gave up, or was refused
     * @throws TimeoutException if not even that happened
     */
    public Cluster ask() throws ExecutionException, InterruptedException, TimeoutException {
        DescribeClusterResult cluster =
                admin.get().describeCluster(new DescribeClusterOptions().timeoutMs(TIMEOUT_MILLIS));
        return new Cluster(
                cluster.clusterId().get(LONGEST_SECONDS, SECONDS),
                cluster.nodes().get(LONGEST_SECONDS, SECONDS).size());
    }

    @Override
    public void close() {
        admin.close();
    }
}
