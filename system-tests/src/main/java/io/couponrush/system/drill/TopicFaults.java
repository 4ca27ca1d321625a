package io.couponrush.system.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.events.CouponIssued;
import io.couponrush.events.EventCodec;
import io.couponrush.events.EventHeaders;
import io.couponrush.events.Topics;
import io.couponrush.localstack.product.Service;
import io.couponrush.system.api.Await;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What may lie in the request topic, or come from it again. */
final class TopicFaults {

    /** The workers' consumer group. */
    static final String GROUP = "coupon-issuer";

    private static final int POISONS_OF_A_KIND = 6;
    private static final int TIMES = 3;

    /** A header; the workers know nothing of it. */
    private static final String COPY = "drill-copy";

    private static final int OVERSIZED = 900_000;
    private static final int LARGEST_REQUEST = 2 << 20;
    private static final Duration BURIED = Duration.ofSeconds(30);

    private TopicFaults() {}

    /** Every one of it must lie in the dead-letter topic as it came, and nothing else. */
    static void poison(Stage stage) throws Exception {
        String servers = stage.servers().kafka().bootstrapServers();
        TopicLog letters = new TopicLog(servers, Topics.ISSUE_REQUESTS_DLT);
        Map<TopicPartition, Long> before = letters.ends();
        List<ProducerRecord<byte[], byte[]>> poisons = poisons(stage);
        try (KafkaProducer<byte[], byte[]> producer = producer(servers)) {
            for (ProducerRecord<byte[], byte[]> poison : poisons) {
                producer.send(poison).get();
                stage.pause(Duration.ofMillis(stage.random().nextLong(30)));
            }
        }
        long sent = System.nanoTime();
        stage.note(poisons.size() + " poisons sent");
        Await.until(() -> letters.from(before).size() >= poisons.size(), BURIED);
        stage.measure("poison in the dead-letter topic", System.nanoTime() - sent);
        Map<String, byte @Nullable []> found = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> letter : letters.from(before)) {
            if (found.put(new String(letter.key(), UTF_8), letter.value()) != null) {
                throw new IllegalStateException("buried twice: " + letter);
            }
        }
        for (ProducerRecord<byte[], byte[]> poison : poisons) {
            String key = new String(poison.key(), UTF_8);
            if (!found.containsKey(key) || !Arrays.equals(found.get(key), poison.value())) {
                throw new IllegalStateException("not in the dead-letter topic as it was: " + key);
            }
        }
        if (found.size() > poisons.size()) {
            throw new IllegalStateException("good claims were buried: " + found.keySet());
        }
        stage.note("all of them are dead letters, byte for byte");
    }

    /**
     * Everything that was ever requested comes again, of every coupon; but no copy is copied, or
     * each round would send four times what the one before did.
     */
    static void replay(Stage stage) throws Exception {
        String servers = stage.servers().kafka().bootstrapServers();
        TopicLog requests = new TopicLog(servers, Topics.ISSUE_REQUESTS);
        Map<TopicPartition, Long> beginning =
                requests.ends().keySet().stream()
                        .collect(Collectors.toMap(partition -> partition, _ -> 0L));
        List<ConsumerRecord<byte[], byte[]>> all = requests.from(beginning);
        try (KafkaProducer<byte[], byte[]> producer = producer(servers)) {
            int sent = 0;
            for (int time = 0; time < TIMES; time++) {
                for (ConsumerRecord<byte[], byte[]> record : all) {
                    if (record.headers().lastHeader(COPY) == null) {
                        var _ = producer.send(copy(record));
                        sent++;
                    }
                }
                producer.flush();
                stage.note("replayed, time %d, %,d so far".formatted(time + 1, sent));
                stage.pause(Duration.ofMillis(500));
            }
        }
    }

    /** All workers stop, and start at the beginning of the topic. */
    static void offsetsReset(Stage stage) throws Exception {
        String servers = stage.servers().kafka().bootstrapServers();
        stage.product().workers().parallelStream().forEach(Service::stop);
        stage.note("the workers have stopped");
        Map<TopicPartition, OffsetAndMetadata> beginning =
                new TopicLog(servers, Topics.ISSUE_REQUESTS)
                        .ends().keySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                partition -> partition,
                                                _ -> new OffsetAndMetadata(0)));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.alterConsumerGroupOffsets(GROUP, beginning).all().get();
        }
        stage.note("offsets are 0");
        stage.product().workers().parallelStream().forEach(Service::start);
        stage.note("the workers are up again");
    }

    private static List<ProducerRecord<byte[], byte[]>> poisons(Stage stage) {
        String name = Graveyard.POISON + stage.couponId() + "-";
        List<ProducerRecord<byte[], byte[]>> poisons = new ArrayList<>();
        for (int i = 0; i < POISONS_OF_A_KIND; i++) {
            poisons.add(poison(name + "json-" + i, bytes("{\"couponId\":"), "1"));
            poisons.add(poison(name + "version-" + i, bytes("{}"), "99"));
            poisons.add(poison(name + "null-" + i, null, "1"));
            poisons.add(poison(name + "size-" + i, new byte[OVERSIZED], "1"));
            poisons.add(
                    new ProducerRecord<>(
                            Topics.ISSUE_REQUESTS, bytes(name + "headers-" + i), bytes("{}")));
            ProducerRecord<byte[], byte[]> issued =
                    EventCodec.record(new CouponIssued(stage.couponId(), 1, 1, Instant.EPOCH));
            poisons.add(
                    new ProducerRecord<>(
                            Topics.ISSUE_REQUESTS,
                            null,
                            bytes(name + "type-" + i),
                            issued.value(),
                            new RecordHeaders()
                                    .add(issued.headers().lastHeader(EventHeaders.TYPE))
                                    .add(issued.headers().lastHeader(EventHeaders.VERSION))));
        }
        return poisons;
    }

    private static ProducerRecord<byte[], byte[]> poison(
            String key, byte @Nullable [] value, String version) {
        return new ProducerRecord<>(
                Topics.ISSUE_REQUESTS,
                null,
                bytes(key),
                value,
                new RecordHeaders()
                        .add(EventHeaders.TYPE, bytes("coupon.issue-requested"))
                        .add(EventHeaders.VERSION, bytes(version)));
    }

    private static ProducerRecord<byte[], byte[]> copy(ConsumerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(
                record.topic(),
                record.partition(),
                record.key(),
                record.value(),
                new RecordHeaders(record.headers()).add(COPY, bytes("1")));
    }

    private static KafkaProducer<byte[], byte[]> producer(String servers) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        LARGEST_REQUEST),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
