package io.couponrush.worker.drill;

import io.couponrush.crash.CrashPoints;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.kafka.listener.BatchInterceptor;

/** When the whole poll is settled and Kafka doesn't know it yet. */
final class CrashBeforeOffset implements BatchInterceptor<byte[], byte[]> {

    static final String BEFORE_OFFSET = "before-offset";

    private final CrashPoints points;

    CrashBeforeOffset(CrashPoints points) {
        this.points = points;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> intercept(
            ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
        return records;
    }

    @Override
    public void success(
            ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
        points.pass(BEFORE_OFFSET);
    }
}
