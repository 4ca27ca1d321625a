package io.couponrush.worker.recovery;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.EventCodec;
import io.couponrush.health.BoundedAdmin;
import io.couponrush.worker.progress.ConfirmedSends;
import io.couponrush.worker.recovery.domain.Offsets;

import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A topic that workers read: how far it goes, how far they have come, and a way into it. Whatever
 * Kafka refuses, or doesn't answer in 5 s, is a {@link KafkaException}.
 */
public class TopicProgress implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BoundedAdmin admin;
    private final String topic;
    private final String group;
    private final ConfirmedSends sends;

    /**
     * @param settings of an admin client
     * @param group of the workers' consumers
     */
    public TopicProgress(
            Map<String, Object> settings, String topic, String group, ConfirmedSends sends) {
        this.admin = new BoundedAdmin(settings, PATIENCE);
        this.topic = topic;
        this.group = group;
        this.sends = sends;
    }

    /** What is sent from now on lies behind these. */
    public Offsets ends() {
        return list(OffsetSpec.latest());
    }

    /** Whatever lies before these is done with: offsets are committed after the claims' end. */
    public Offsets committed() {
        Map<TopicPartition, OffsetAndMetadata> committed =
                await(admin.get().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        // Where nothing was ever committed the consumer begins at the beginning, as it does where
        // the log was lost that the offset is of.
        Map<Integer, Long> next = new HashMap<>(list(OffsetSpec.earliest()).next());
        Map<Integer, Long> ends = list(OffsetSpec.latest()).next();
        committed.forEach(
                (partition, offset) -> {
                    if (partition.topic().equals(topic)
                            && isKnown(offset)
                            && offset.offset() <= ends.getOrDefault(partition.partition(), 0L)) {
                        next.put(partition.partition(), offset.offset());
                    }
                });
        return new Offsets(next);
    }

    private static boolean isKnown(@Nullable OffsetAndMetadata offset) {
        return offset != null;
    }

    /** Returns when the broker has stored them. */
    void publish(List<CouponIssueRequested> claims) {
        sends.send(claims.stream().map(this::record).toList());
    }

    private ProducerRecord<byte[], byte[]> record(CouponIssueRequested claim) {
        ProducerRecord<byte[], byte[]> record = EventCodec.record(claim);
        return new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers());
    }

    private Offsets list(OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions().stream().collect(toMap(identity(), _ -> which));
        Map<TopicPartition, ListOffsetsResultInfo> found =
                await(admin.get().listOffsets(wanted).all());
        return new Offsets(
                found.entrySet().stream()
                        .collect(
                                toMap(
                                        entry -> entry.getKey().partition(),
                                        entry -> entry.getValue().offset())));
    }

    private List<TopicPartition> partitions() {
        return await(admin.get().describeTopics(Set.of(topic)).allTopicNames()).values().stream()
                .flatMap(description -> description.partitions().stream())
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException("refused", e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("no answer in " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
