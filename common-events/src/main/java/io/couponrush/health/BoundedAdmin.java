package io.couponrush.health;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A Kafka admin client that is made when first asked for, and kept: a new client a call would be a
 * new thread a call. It gives up calls whose askers have long left. Safe for use by many threads.
 */
public final class BoundedAdmin implements AutoCloseable {

    /**
     * Until it gives up: so that the next asker finds the connection to a slow broker made. Not
     * much more: without a broker Kafka 4.2 asks for metadata at each look for a node, and keeps
     * all these questions.
     */
    private static final int PATIENCES = 3;

    private final Map<String, Object> settings;
    private @Nullable Admin admin;

    /**
     * @param settings of an admin client; its time-outs for requests and calls are replaced
     * @param patience how long askers wait. A call, repetitions included, and what the client asks
     *     by itself are given up after three times that; Kafka's own are 60 s and 30 s
     */
    public BoundedAdmin(Map<String, Object> settings, Duration patience) {
        int millis = Math.toIntExact(patience.multipliedBy(PATIENCES).toMillis());
        this.settings = new HashMap<>(settings);
        this.settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        this.settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    }

    /** Connects in the background; calls fail for as long as no broker is there. */
    public synchronized Admin get() {
        if (admin == null) {
            admin = Admin.create(settings);
        }
        return admin;
    }

    /** Without waiting for calls in flight: they fail. */
    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
