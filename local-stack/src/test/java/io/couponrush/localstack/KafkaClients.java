package io.couponrush.localstack;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Just enough Kafka to see whether a broker keeps what it has acknowledged. */
final class KafkaClients {

    private KafkaClients() {}

    static Admin admin(KafkaPart kafka) {
        return Admin.create(
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        60_000));
    }

    static void createTopic(KafkaPart kafka, String topic) throws Exception {
        try (Admin admin = admin(kafka)) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        }
    }

    /** Sends the numbers from 0, waits for every acknowledgement; a minute is enough for each. */
    static void send(KafkaPart kafka, String topic, int count)
            throws ExecutionException, InterruptedException {
        KafkaProducer<Integer, Integer> producer = producer(kafka, Duration.ofMinutes(1));
        try {
            send(producer, topic, count);
        } catch (ExecutionException e) {
            throw new ExecutionException(
                    e.getMessage() + "; " + KafkaEvidence.of(kafka, topic, producer), e.getCause());
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    /** One number, for which two seconds are enough. */
    static void trySend(KafkaPart kafka, String topic)
            throws ExecutionException, InterruptedException {
        KafkaProducer<Integer, Integer> producer = producer(kafka, Duration.ofSeconds(2));
        try {
            send(producer, topic, 1);
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    private static KafkaProducer<Integer, Integer> producer(KafkaPart kafka, Duration bound) {
        int millis = Math.toIntExact(bound.toMillis());
        Map<String, Object> configuration =
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        millis,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        millis / 2,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        millis);
        return new KafkaProducer<>(configuration, new IntegerSerializer(), new IntegerSerializer());
    }

    private static void send(KafkaProducer<Integer, Integer> producer, String topic, int count)
            throws ExecutionException, InterruptedException {
        List<Future<?>> acknowledgements = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            acknowledgements.add(producer.send(new ProducerRecord<>(topic, number, number)));
        }
        for (Future<?> acknowledgement : acknowledgements) {
            acknowledgement.get();
        }
    }

    /** The different numbers in the topic, read to its present end. */
    static Set<Integer> read(KafkaPart kafka, String topic) {
        Set<Integer> numbers = new HashSet<>();
        try (KafkaConsumer<Integer, Integer> consumer =
                new KafkaConsumer<>(
                        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                        new IntegerDeserializer(),
                        new IntegerDeserializer())) {
            List<TopicPartition> partitions =
                    List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> numbers.add(record.value()));
            }
        }
        return numbers;
    }
}
