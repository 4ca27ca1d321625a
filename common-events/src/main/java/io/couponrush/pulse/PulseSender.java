package io.couponrush.pulse;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Sends what this instance counted, right after every whole second, so that instances add up. By a
 * thread and a producer that nothing else uses: what is in its way is in nobody else's. A pulse
 * that can't be delivered within a few seconds is of no use any more and is dropped.
 */
public final class PulseSender implements AutoCloseable {

    /** A sleep may end a moment early; this is still after the second. */
    private static final int PAST_MILLIS = 20;

    /** A clock was set, or the last beat was late. A rate of less time would be all chance. */
    private static final int LEAST_MILLIS = 500;

    private static final int LONGEST_WAIT_MILLIS = 1_000;
    private static final int DELIVERY_MILLIS = 5_000;
    private static final long BUFFER_BYTES = 2L * 1024 * 1024;

    private final Pulse.Role role;
    private final String instance;
    private final Producer<byte[], byte[]> producer;
    private final Clock clock;
    private final Function<Instant, List<CouponPulse>> counted;

    private long last = System.nanoTime();
    private volatile boolean closed;

    /**
     * @param connection where the broker is and how to reach it
     * @param counted since it was asked last, at most {@link Pulse#MOST_COUPONS}; asked by the
     *     thread that {@link #beat beats}
     */
    public PulseSender(
            Pulse.Role role,
            Map<String, Object> connection,
            Clock clock,
            Function<Instant, List<CouponPulse>> counted) {
        this.role = role;
        String name = role.name().toLowerCase(Locale.ROOT);
        this.instance = name + "-" + UUID.randomUUID();
        this.producer =
                new KafkaProducer<>(
                        settings(connection, name + "-pulse"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        this.clock = clock;
        this.counted = counted;
    }

    private static Map<String, Object> settings(Map<String, Object> connection, String clientId) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ProducerConfig.ACKS_CONFIG, "1");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_WAIT_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        return settings;
    }

    /**
     * Waits for the end of the second and sends; may wait for another second when the broker is
     * away. To be called again and again, by one thread, never by an event loop.
     */
    public void beat() throws InterruptedException {
        Thread.sleep(1_000 - Math.floorMod(clock.millis() - PAST_MILLIS, 1_000));
        long nanos = System.nanoTime();
        long millis = (nanos - last) / 1_000_000;
        if (closed || millis < LEAST_MILLIS) {
            return;
        }
        last = nanos;
        Instant now = clock.instant();
        Pulse pulse =
                new Pulse(
                        instance,
                        role,
                        now.truncatedTo(ChronoUnit.SECONDS),
                        millis,
                        counted.apply(now));
        try {
            var _ = producer.send(PulseCodec.record(pulse));
        } catch (KafkaException e) {
            // dropped, as are those that can't be delivered
        }
    }

    /** Drops what is not delivered. */
    @Override
    public void close() {
        closed = true;
        producer.close(Duration.ZERO);
    }
}
