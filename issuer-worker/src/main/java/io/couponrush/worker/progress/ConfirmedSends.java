package io.couponrush.worker.progress;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.springframework.kafka.core.ProducerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Sends records and waits for the broker: what returns has been stored.
 *
 * <p>Without a template, which would log an error and a stack trace for each of the 500 records
 * that a broker in trouble does not take.
 */
public final class ConfirmedSends {

    private final ProducerFactory<byte[], byte[]> producers;

    ConfirmedSends(ProducerFactory<byte[], byte[]> producers) {
        this.producers = producers;
    }

    /**
     * Waits as long as the producer's {@code delivery.timeout.ms} at most.
     *
     * @throws KafkaException if any record was not confirmed; the others may have been stored all
     *     the same
     */
    public void send(List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> confirmations = new ArrayList<>(records.size());
        // One producer is behind all that the factory makes; closing gives it back.
        try (Producer<byte[], byte[]> producer = producers.createProducer()) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                confirmations.add(producer.send(record));
            }
            producer.flush(); // ends the linger, which is there to fill one request with all
            for (Future<RecordMetadata> confirmation : confirmations) {
                confirmation.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause
                    ? cause
                    : new KafkaException("not confirmed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted before the broker confirmed", e);
        }
    }
}
