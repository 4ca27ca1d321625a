package io.couponrush.worker.intake;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

import java.time.Duration;
import java.util.Collection;

/**
 * What happens when the listener throws, which means that a server is away: the poll comes again,
 * for ever, while the consumer goes on polling, paused, and so keeps its partitions.
 *
 * <p>It is read again, not kept: a partition may be lost meanwhile, and be back when another worker
 * has gone far beyond. Committing a poll that was kept would set its offsets back, and whoever
 * waits for them, such as a rebuild, would wait until somebody claims again. spring-kafka's own
 * handler keeps it.
 */
public final class WaitingForServers implements CommonErrorHandler {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingForServers.class);

    /** Between two polls of who waits, in ms. */
    private static final long SLICE = 50;

    private final long longestMillis;
    private final IntakeState state;
    private final ThreadLocal<Boolean> waiting = ThreadLocal.withInitial(() -> false);

    private WaitingForServers(long longestMillis, IntakeState state) {
        this.longestMillis = longestMillis;
        this.state = state;
    }

    /**
     * @param longestWait between two tries; waits begin at a tenth of it
     * @param state is told who waits
     */
    public static CommonErrorHandler upTo(Duration longestWait, IntakeState state) {
        return new WaitingForServers(longestWait.toMillis(), state);
    }

    @Override
    public void handleBatch(
            Exception failure,
            ConsumerRecords<?, ?> records,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            Runnable again) {
        String cause = NestedExceptionUtils.getMostSpecificCause(failure).toString();
        int attempt = state.waiting(cause);
        LOG.warn(
                "Waiting to finish {} records, attempt {} failed: {}",
                records.count(),
                attempt,
                cause);
        Collection<TopicPartition> held = consumer.assignment();
        for (TopicPartition partition : records.partitions()) {
            if (held.contains(partition)) {
                consumer.seek(partition, records.records(partition).getFirst().offset());
            }
        }
        waiting.set(true);
        consumer.pause(held);
        try {
            rest(pause(attempt), consumer, container);
        } finally {
            waiting.remove();
            consumer.resume(consumer.assignment());
        }
    }

    /** Doubles from a tenth of the longest on. */
    private long pause(int attempt) {
        return Math.min(longestMillis, (longestMillis / 10) << Math.min(attempt - 1, 10));
    }

    private static void rest(
            long millis, Consumer<?, ?> consumer, MessageListenerContainer worker) {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        try {
            while (System.nanoTime() < end && worker.isRunning()) {
                Thread.sleep(SLICE);
                var _ = consumer.poll(Duration.ZERO); // nothing comes: all is paused
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (WakeupException e) {
            LOG.debug("woken up to stop", e);
        }
    }

    @Override
    public void onPartitionsAssigned(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Runnable publishPause) {
        if (waiting.get()) {
            consumer.pause(partitions); // or what their next poll brings would be lost
        }
    }

    /** The poll that failed is read again, so none of it is to be committed. */
    @Override
    public boolean isAckAfterHandle() {
        return false;
    }

    @Override
    public boolean seeksAfterHandling() {
        return true;
    }

    @Override
    public void handleOtherException(
            Exception failure,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            boolean batchListener) {
        LOG.error("the consumer failed outside of a batch", failure);
        try {
            Thread.sleep(pause(1)); // a poll that fails by itself fails again at once
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
