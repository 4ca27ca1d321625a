package io.couponrush.worker.progress;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaOperations;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Sends records and waits for the broker: what returns has been stored. */
public final class ConfirmedSends {

    private final KafkaOperations<byte[], byte[]> kafka;

    ConfirmedSends(KafkaOperations<byte[], byte[]> kafka) {
        this.kafka = kafka;
    }

    /**
     * Waits as long as the producer's {@code delivery.timeout.ms} at most.
     *
     * @throws org.springframework.kafka.KafkaException if any record was not confirmed; the others
     *     may have been stored all the same
     */
    public void send(List<ProducerRecord<byte[], byte[]>> records) {
        CompletableFuture<?>[] confirmations =
                records.stream().map(kafka::send).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(confirmations).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
