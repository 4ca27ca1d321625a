package io.couponrush.worker.demo;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.kafka.listener.BatchInterceptor;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets so many claims a second through, whichever thread has polled them. */
final class Pace implements BatchInterceptor<byte[], byte[]> {

    private final long nanosEach;
    private long freeAt = System.nanoTime();

    /**
     * @param perSecond at least 1
     */
    Pace(int perSecond) {
        if (perSecond < 1) {
            throw new IllegalArgumentException("rush.demo.rows-per-second must be above zero");
        }
        nanosEach = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> intercept(
            ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
        long turn = next(records.count());
        for (long left = turn - System.nanoTime();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = turn - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return records;
    }

    /** When these claims may go on; those after them wait until these had their time. */
    private synchronized long next(int claims) {
        long turn = Math.max(freeAt, System.nanoTime());
        freeAt = turn + claims * nanosEach;
        return turn;
    }
}
