package io.couponrush.gateway.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.events.EventCodec;
import io.couponrush.events.UndecodableEventException;
import io.couponrush.gateway.loop.Loop;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the whole compacted catalogue and then goes on listening. Every gateway reads all of it, so
 * there is no group and nothing is committed. A broker that is away or a topic that does not exist
 * yet is waited for.
 */
final class CatalogueReader {

    private static final Logger log = LoggerFactory.getLogger(CatalogueReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ASK = Duration.ofSeconds(5);

    private final String topic;
    private final CatalogueMap catalogue;
    private final Supplier<Consumer<byte[], byte[]>> consumers;

    private int waits;

    CatalogueReader(
            String topic, CatalogueMap catalogue, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.topic = topic;
        this.catalogue = catalogue;
        this.consumers = consumers;
    }

    /** Until the gateway ends or the broker is lost; then all is read again. */
    void read(Loop loop) {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            readOn(consumer, loop);
        }
    }

    private void readOn(Consumer<byte[], byte[]> consumer, Loop loop) {
        while (loop.isRunning() && consumer.partitionsFor(topic, ASK).isEmpty()) {
            if (waits++ % 10 == 0) {
                log.info("waiting for the topic {}: the worker creates it", topic);
            }
            loop.pause();
        }
        TopicPartition partition = new TopicPartition(topic, 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        while (loop.isRunning()) {
            consumer.poll(POLL).forEach(this::accept);
            loop.beat();
            if (!catalogue.isComplete() && consumer.currentLag(partition).orElse(1) == 0) {
                catalogue.completed();
                log.info("catalogue read: {} coupons", catalogue.size());
            }
        }
    }

    private void accept(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() == null) {
                catalogue.remove(Long.parseLong(new String(record.key(), UTF_8)));
            } else {
                catalogue.put(EventCodec.read(record, CouponAnnounced.class));
            }
        } catch (UndecodableEventException | IllegalArgumentException e) {
            log.error("catalogue record {} is left out: {}", record.offset(), e.getMessage());
        }
    }
}
