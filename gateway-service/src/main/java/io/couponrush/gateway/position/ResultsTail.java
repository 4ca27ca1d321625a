package io.couponrush.gateway.position;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.CouponIssued;
import io.couponrush.events.CouponRejected;
import io.couponrush.events.EventCodec;
import io.couponrush.events.EventHeaders;
import io.couponrush.events.Topics;
import io.couponrush.events.UndecodableEventException;
import io.couponrush.gateway.loop.Loop;
import io.couponrush.gateway.ticket.TicketState;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Listens to all results from now on and passes on those that a stream here waits for. Every
 * gateway hears everything, so there is no group and nothing is committed. What is missed while the
 * broker is away, the next look at the positions brings.
 */
final class ResultsTail {

    private static final Logger log = LoggerFactory.getLogger(ResultsTail.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ASK = Duration.ofSeconds(5);

    private final OpenStreams streams;
    private final Supplier<Consumer<byte[], byte[]>> consumers;

    private volatile boolean listening;

    ResultsTail(OpenStreams streams, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.streams = streams;
        this.consumers = consumers;
    }

    /** Whether every result from now on will be heard. */
    boolean isListening() {
        return listening;
    }

    /** Until the gateway ends or the broker is lost. */
    void tail(Loop loop) {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            listen(consumer, loop);
        } finally {
            listening = false;
        }
    }

    private void listen(Consumer<byte[], byte[]> consumer, Loop loop) {
        List<TopicPartition> partitions = partitions(consumer);
        while (loop.isRunning() && partitions.isEmpty()) {
            loop.pause();
            partitions = partitions(consumer);
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // a seek happens when its result is asked for
        listening = true;
        while (loop.isRunning()) {
            consumer.poll(POLL).forEach(this::accept);
            loop.beat();
        }
    }

    private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        return consumer.partitionsFor(Topics.ISSUE_RESULTS, ASK).stream()
                .map(known -> new TopicPartition(known.topic(), known.partition()))
                .toList();
    }

    /** At full speed nearly every record is somebody else's: key and header tell, unread. */
    private void accept(ConsumerRecord<byte[], byte[]> record) {
        if (streams.isEmpty()) {
            return;
        }
        Header coupon = record.headers().lastHeader(EventHeaders.COUPON_ID);
        if (coupon == null || record.key() == null) {
            return;
        }
        try {
            if (streams.isOpen(number(coupon.value()), number(record.key()))) {
                pass(record);
            }
        } catch (UndecodableEventException | NumberFormatException e) {
            log.error(
                    "result {} of partition {} is left out: {}",
                    record.offset(),
                    record.partition(),
                    e.getMessage());
        }
    }

    private void pass(ConsumerRecord<byte[], byte[]> record) {
        switch (EventCodec.read(record)) {
            case CouponIssued it ->
                    streams.offer(
                            it.couponId(), it.userId(), new TicketState.Issued(it.sequence()));
            case CouponRejected it ->
                    streams.offer(
                            it.couponId(),
                            it.userId(),
                            new TicketState.Rejected(it.sequence(), it.reason().name()));
            case CouponIssueRequested _ -> log.error("a request among the results");
            case CouponAnnounced _ -> log.error("an announcement among the results");
        }
    }

    private static long number(byte[] decimal) {
        return Long.parseLong(new String(decimal, US_ASCII));
    }
}
