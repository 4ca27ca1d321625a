package io.couponrush.worker.watch;

import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.couponrush.worker.meters.WorkerMeters;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How many issue requests no worker has brought to their end yet: by the group's committed offsets,
 * since a consumer that waits for a server says nothing new of its own lag.
 */
final class Backlog implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 5;

    private final Map<String, Object> settings;
    private final String topic;
    private final String group;
    private final WorkerMeters meters;
    private @Nullable Admin admin;

    /**
     * @param settings of an admin client
     */
    Backlog(Map<String, Object> settings, String topic, String group, WorkerMeters meters) {
        this.settings = settings;
        this.topic = topic;
        this.group = group;
        this.meters = meters;
    }

    void look() {
        try {
            meters.backlog((double) count());
        } catch (RuntimeException e) {
            meters.backlog(Double.NaN);
            throw e;
        }
    }

    private long count() {
        Admin kafka = admin();
        List<TopicPartition> partitions =
                await(kafka.describeTopics(Set.of(topic)).allTopicNames()).values().stream()
                        .flatMap(description -> description.partitions().stream())
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
        // committed first: what is published in between is waiting, and never less than nothing
        Map<TopicPartition, OffsetAndMetadata> committed =
                await(kafka.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        var begins = await(kafka.listOffsets(all(partitions, OffsetSpec.earliest())).all());
        var ends = await(kafka.listOffsets(all(partitions, OffsetSpec.latest())).all());
        long waiting = 0;
        for (TopicPartition partition : partitions) {
            @Nullable OffsetAndMetadata done = committed.get(partition);
            long next =
                    done == null ? requireNonNull(begins.get(partition)).offset() : done.offset();
            waiting += Math.max(0, requireNonNull(ends.get(partition)).offset() - next);
        }
        return waiting;
    }

    private static Map<TopicPartition, OffsetSpec> all(
            List<TopicPartition> partitions, OffsetSpec which) {
        return partitions.stream().collect(toMap(identity(), _ -> which));
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException("refused", e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("no answer in " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    /** Made when first asked for, and kept: a new client a look would be a new thread a look. */
    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(settings);
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
