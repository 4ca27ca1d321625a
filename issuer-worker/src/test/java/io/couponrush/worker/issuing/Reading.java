package io.couponrush.worker.issuing;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What comes into a topic; of one thread. */
public final class Reading implements AutoCloseable {

    private static final Duration SHORT = Duration.ofMillis(50);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    Reading(Map<String, Object> connection, String topic) {
        Map<String, Object> config = new HashMap<>(connection);
        config.put("enable.auto.commit", false);
        consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** All that came so far and is wanted. */
    public List<ConsumerRecord<byte[], byte[]>> wanted(
            Predicate<ConsumerRecord<byte[], byte[]>> filter) {
        consumer.endOffsets(partitions)
                .forEach(
                        (partition, end) -> {
                            while (consumer.position(partition) < end) {
                                consumer.poll(SHORT).forEach(records::add);
                            }
                        });
        return records.stream().filter(filter).toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
