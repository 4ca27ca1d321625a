package io.couponrush.worker.support;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.events.EventCodec;
import io.couponrush.events.Topics;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.KafkaAdmin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Reads the catalogue topic as a gateway that starts now would. */
public final class CatalogueReader {

    private final Map<String, Object> settings;

    private CatalogueReader(Map<String, Object> settings) {
        this.settings = settings;
    }

    public static CatalogueReader of(KafkaAdmin admin) {
        return new CatalogueReader(admin.getConfigurationProperties());
    }

    /** The last record of this coupon. */
    public CouponAnnounced newest(long couponId) {
        return all().stream()
                .filter(event -> event.couponId() == couponId)
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    /** All that is in the topic now, in its order. */
    public List<CouponAnnounced> all() {
        List<TopicPartition> partitions =
                IntStream.range(0, Topics.CATALOGUE_PARTITIONS)
                        .mapToObj(number -> new TopicPartition(Topics.CATALOGUE, number))
                        .toList();
        List<CouponAnnounced> events = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        new HashMap<>(settings),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(
                            part ->
                                    consumer.position(part)
                                            < Objects.requireNonNull(ends.get(part)))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(
                                record ->
                                        events.add(EventCodec.read(record, CouponAnnounced.class)));
            }
        }
        return events;
    }
}
