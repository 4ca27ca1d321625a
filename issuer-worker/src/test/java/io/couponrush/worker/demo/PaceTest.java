package io.couponrush.worker.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

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
        Pace slow = new Pace(1); // at which the first have a minute
        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> {
                    assertThat(slow.intercept(polled(60), NOBODY).count()).isEqualTo(60);
                });

        Pace pace = new Pace(50);
        long begin = System.nanoTime();
        pace.intercept(polled(5), NOBODY);
        pace.intercept(polled(5), NOBODY);

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isGreaterThanOrEqualTo(Duration.ofMillis(100));
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
