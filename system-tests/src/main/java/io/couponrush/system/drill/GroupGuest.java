package io.couponrush.system.drill;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A member of the workers' group that takes partitions, does nothing with them and goes again. */
final class GroupGuest implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Thread thread;
    private volatile boolean leaving;

    private GroupGuest(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        thread =
                Thread.ofPlatform()
                        .name("guest")
                        .start(
                                () -> {
                                    try (consumer) {
                                        consumer.subscribe(List.of(topic));
                                        while (!leaving) {
                                            consumer.poll(POLL);
                                        }
                                    }
                                });
    }

    static GroupGuest join(String bootstrapServers, String group, String topic) {
        return new GroupGuest(
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.GROUP_ID_CONFIG,
                                group,
                                // what it reads must come again, to somebody else
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                                6_000,
                                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                                CooperativeStickyAssignor.class.getName()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                topic);
    }

    @Override
    public void close() {
        leaving = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
