package io.couponrush.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Partitions come and go while a poll waits for a server; {@link RebalanceTest} has real ones. */
class WaitingForServersTest {

    private static final TopicPartition KEPT = new TopicPartition("requests", 0);
    private static final TopicPartition MOVED = new TopicPartition("requests", 1);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private static final MessageListenerContainer RUNNING =
            (MessageListenerContainer)
                    Proxy.newProxyInstance(
                            WaitingForServersTest.class.getClassLoader(),
                            new Class<?>[] {MessageListenerContainer.class},
                            (_, method, _) -> method.getName().equals("isRunning"));

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final CommonErrorHandler handler =
            WaitingForServers.upTo(LONGEST, new IntakeState(Clock.systemUTC()));

    @BeforeEach
    void subscribe() {
        consumer.subscribe(List.of("requests"));
        consumer.updateBeginningOffsets(Map.of(KEPT, 0L, MOVED, 0L));
    }

    @Test
    void whatIsWaitingInAPartitionThatComesMeanwhileIsNotLost() {
        consumer.rebalance(List.of(KEPT));
        ConsumerRecords<byte[], byte[]> failed = poll(KEPT);
        consumer.schedulePollTask(
                () -> {
                    consumer.rebalance(List.of(KEPT, MOVED));
                    handler.onPartitionsAssigned(consumer, List.of(MOVED), () -> {});
                    consumer.addRecord(record(MOVED, 0));
                });

        fail(failed);

        assertThat(consumer.paused()).isEmpty();
        assertThat(consumer.poll(Duration.ZERO).records(MOVED)).hasSize(1);
    }

    @Test
    void aPartitionThatWentMeanwhileIsLeftToItsNewOwner() {
        consumer.rebalance(List.of(KEPT, MOVED));
        ConsumerRecords<byte[], byte[]> failed = poll(KEPT, MOVED);
        consumer.rebalance(List.of(KEPT));

        fail(failed);

        assertThat(consumer.position(KEPT)).isZero();
        assertThat(consumer.assignment()).containsOnly(KEPT);
    }

    @Test
    void whoseWaitIsOverTakesNewPartitionsAtOnce() {
        consumer.rebalance(List.of(KEPT));
        fail(poll(KEPT));
        consumer.rebalance(List.of(KEPT, MOVED));

        handler.onPartitionsAssigned(consumer, List.of(MOVED), () -> {});

        assertThat(consumer.paused()).isEmpty();
    }

    /** A poll that fails by itself fails again at once, and would fill the disk with its logs. */
    @Test
    void whatFailsOutsideOfABatchIsNotTriedWithoutAPause() {
        long before = System.nanoTime();

        handler.handleOtherException(new KafkaException("torn"), consumer, RUNNING, true);

        assertThat(System.nanoTime() - before).isGreaterThan(LONGEST.toNanos() / 20);
    }

    private void fail(ConsumerRecords<byte[], byte[]> records) {
        handler.handleBatch(new KafkaException("away"), records, consumer, RUNNING, () -> {});
    }

    private ConsumerRecords<byte[], byte[]> poll(TopicPartition... partitions) {
        for (TopicPartition partition : partitions) {
            consumer.addRecord(record(partition, 0));
        }
        return consumer.poll(Duration.ZERO);
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
        return new ConsumerRecord<>(
                partition.topic(), partition.partition(), offset, new byte[1], new byte[1]);
    }
}
