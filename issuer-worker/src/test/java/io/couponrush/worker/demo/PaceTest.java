package io.couponrush.worker.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

class PaceTest {

    private static final Consumer<byte[], byte[]> NOBODY = new MockConsumer<>("earliest");

    @Test
    void letsTheFirstThroughAndTheNextWhenTheFirstHadTheirTime() {
        Pace pace = new Pace(50);
        long begin = System.nanoTime();

        assertThat(pace.intercept(polled(5), NOBODY).count()).isEqualTo(5);
        long first = System.nanoTime() - begin;
        pace.intercept(polled(5), NOBODY);
        long second = System.nanoTime() - begin;

        assertThat(Duration.ofNanos(first)).isLessThan(Duration.ofMillis(100));
        assertThat(Duration.ofNanos(second)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aWorkerThatStopsDoesNotWait() {
        Pace pace = new Pace(1);
        pace.intercept(polled(60), NOBODY);
        Thread.currentThread().interrupt();

        pace.intercept(polled(1), NOBODY);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void nothingIsNoPace() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace(0));
    }

    private static ConsumerRecords<byte[], byte[]> polled(int count) {
        TopicPartition partition = new TopicPartition("requests", 0);
        List<ConsumerRecord<byte[], byte[]>> records =
                LongStream.range(0, count)
                        .mapToObj(
                                offset ->
                                        new ConsumerRecord<>(
                                                partition.topic(),
                                                partition.partition(),
                                                offset,
                                                new byte[0],
                                                new byte[0]))
                        .toList();
        return new ConsumerRecords<>(Map.of(partition, records), Map.of());
    }
}
