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
final class WaitingForServers implements RetryListener {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingForServers.class);

    private WaitingForServers() {}

    static DefaultErrorHandler upTo(Duration longestWait) {
        ExponentialBackOff backOff = new ExponentialBackOff(longestWait.toMillis() / 10, 2);
        backOff.setMaxInterval(longestWait.toMillis());
        DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
        // By default some exceptions are not tried again but logged and lost.
        handler.setClassifications(Map.of(), true);
        handler.setRetryListeners(new WaitingForServers());
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
        LOG.warn(
                "Waiting to finish {} issue requests, attempt {} failed: {}",
                records.count(),
                attempt,
                error == null ? "" : NestedExceptionUtils.getMostSpecificCause(error).toString());
    }
}
