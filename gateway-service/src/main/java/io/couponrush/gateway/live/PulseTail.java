package io.couponrush.gateway.live;

import io.couponrush.events.Topics;
import io.couponrush.events.UndecodableEventException;
import io.couponrush.gateway.loop.Loop;
import io.couponrush.pulse.PulseCodec;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Reads all pulses, from ten minutes back on, while somebody looks. One for all views: a view of
 * another coupon makes it read the ten minutes again, of which boards that know them take nothing.
 */
final class PulseTail {

    private static final Logger log = LoggerFactory.getLogger(PulseTail.class);
    private static final TopicPartition PULSES =
            new TopicPartition(Topics.PULSES, Topics.PULSE_PARTITION);
    private static final Duration PAST = Duration.ofSeconds(LiveBoard.MOST_POINTS);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration ASK = Duration.ofSeconds(5);

    private final LiveViews views;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Clock clock;

    private volatile boolean reading;

    PulseTail(LiveViews views, Supplier<Consumer<byte[], byte[]>> consumers, Clock clock) {
        this.views = views;
        this.consumers = consumers;
        this.clock = clock;
    }

    /** Whether there is a consumer. */
    boolean isReading() {
        return reading;
    }

    /** Until nobody looks any more, the gateway ends or the broker is lost. */
    void tail(Loop loop) {
        if (views.isIdle()) {
            return;
        }
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            reading = true;
            read(consumer, loop);
        } finally {
            reading = false;
            views.pastIsUnread();
        }
    }

    private void read(Consumer<byte[], byte[]> consumer, Loop loop) {
        if (consumer.partitionsFor(Topics.PULSES, ASK).isEmpty()) {
            return; // the worker creates the topic
        }
        consumer.assign(List.of(PULSES));
        boolean fresh = true;
        long past = 0;
        while (loop.isRunning() && !views.isIdle()) {
            if (views.wantPast() || fresh) {
                past = seekBack(consumer);
                fresh = false;
            }
            consumer.poll(POLL).forEach(this::accept);
            if (consumer.position(PULSES, ASK) >= past) {
                views.pastIsRead();
            }
            loop.beat();
        }
    }

    /** Returns where the past ends. */
    private long seekBack(Consumer<byte[], byte[]> consumer) {
        long from = clock.instant().minus(PAST).toEpochMilli();
        long end = Objects.requireNonNull(consumer.endOffsets(List.of(PULSES), ASK).get(PULSES));
        OffsetAndTimestamp begin = consumer.offsetsForTimes(Map.of(PULSES, from), ASK).get(PULSES);
        consumer.seek(PULSES, begin == null ? end : begin.offset());
        return end;
    }

    private void accept(ConsumerRecord<byte[], byte[]> record) {
        try {
            views.accept(record.offset(), PulseCodec.read(record));
        } catch (UndecodableEventException e) {
            log.debug("pulse {} is left out: {}", record.offset(), e.getMessage());
        }
    }
}
