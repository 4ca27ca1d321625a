package io.couponrush.worker.intake;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.RetryListener;
import org.springframework.util.backoff.ExponentialBackOff;

import java.time.Duration;
import java.util.Map;

/**
 * What happens when the listener throws, which means that a server is away: the poll is kept and
 * tried again for ever, while the consumer goes on polling, paused, and so keeps its partitions.
 */
public final class WaitingForServers implements RetryListener {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingForServers.class);

    private final IntakeState state;

    private WaitingForServers(IntakeState state) {
        this.state = state;
    }

    /**
     * @param longestWait between two tries; waits begin at a tenth of it
     * @param state is told who waits
     */
    public static DefaultErrorHandler upTo(Duration longestWait, IntakeState state) {
        ExponentialBackOff backOff = new ExponentialBackOff(longestWait.toMillis() / 10, 2);
        backOff.setMaxInterval(longestWait.toMillis());
        DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
        // By default some exceptions are not tried again but logged and lost.
        handler.setClassifications(Map.of(), true);
        handler.setRetryListeners(new WaitingForServers(state));
        return handler;
    }

    @Override
    public void failedDelivery(
            ConsumerRecord<?, ?> record, @Nullable Exception error, int attempt) {
        // batches only
    }

    @Override
    public void failedDelivery(
            ConsumerRecords<?, ?> records, @Nullable Exception error, int attempt) {
        String cause =
                error == null ? "" : NestedExceptionUtils.getMostSpecificCause(error).toString();
        state.waiting(cause);
        LOG.warn(
                "Waiting to finish {} records, attempt {} failed: {}",
                records.count(),
                attempt,
                cause);
    }
}
