package io.couponrush.gateway.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.events.EventCodec;
import io.couponrush.events.UndecodableEventException;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads the whole compacted catalogue and then goes on listening. Every gateway reads all of it, so
 * there is no group and nothing is committed. A broker that is away or a topic that does not exist
 * yet is waited for.
 */
final class CatalogueReader implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CatalogueReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ASK = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 1_000;

    private final String topic;
    private final CatalogueMap catalogue;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final CountDownLatch stop = new CountDownLatch(1);

    private volatile boolean running;
    private int waits;

    CatalogueReader(
            String topic, CatalogueMap catalogue, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.topic = topic;
        this.catalogue = catalogue;
        this.consumers = consumers;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().name("catalogue").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        stop.countDown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                readOn(consumer);
            } catch (RuntimeException e) { // a gateway without it would know nothing new for good
                log.warn("lost the catalogue, reading it again: {}", e.toString());
                pause();
            }
        }
    }

    private void readOn(Consumer<byte[], byte[]> consumer) {
        while (running && consumer.partitionsFor(topic, ASK).isEmpty()) {
            if (waits++ % 10 == 0) {
                log.info("waiting for the topic {}: the worker creates it", topic);
            }
            pause();
        }
        TopicPartition partition = new TopicPartition(topic, 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        while (running) {
            consumer.poll(POLL).forEach(this::accept);
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

    private void pause() {
        try {
            var _ = stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
