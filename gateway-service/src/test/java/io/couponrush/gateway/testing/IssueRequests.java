package io.couponrush.gateway.testing;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.EventCodec;
import io.couponrush.events.Topics;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Everything that is published to the issue requests from now on. For one thread. */
public final class IssueRequests implements AutoCloseable {

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    private IssueRequests(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        this.consumer = consumer;
        this.partitions = partitions;
    }

    public static IssueRequests fromNow() {
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", TestServers.kafka()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                IntStream.range(0, Topics.PARTITIONS)
                        .mapToObj(number -> new TopicPartition(Topics.ISSUE_REQUESTS, number))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // a seek happens only when its result is asked for
        return new IssueRequests(consumer, partitions);
    }

    /** What has arrived since the last call, of one coupon: all that the broker has now. */
    public List<CouponIssueRequested> of(long couponId) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<CouponIssueRequested> found = new ArrayList<>();
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100))
                    .forEach(
                            record ->
                                    found.add(EventCodec.read(record, CouponIssueRequested.class)));
        }
        return found.stream().filter(request -> request.couponId() == couponId).toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
