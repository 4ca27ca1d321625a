package io.couponrush.worker.sim;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Of a producer's methods those that the product calls: send, flush, close. */
final class SimProducer {

    private final SimKafka kafka;
    private final List<Waiting> buffer = new ArrayList<>();

    private record Waiting(
            ProducerRecord<byte[], byte[]> record, CompletableFuture<?> confirmation) {}

    private SimProducer(SimKafka kafka) {
        this.kafka = kafka;
    }

    @SuppressWarnings("unchecked") // a proxy has no type arguments
    static Producer<byte[], byte[]> of(SimKafka kafka) {
        SimProducer producer = new SimProducer(kafka);
        return (Producer<byte[], byte[]>)
                Proxy.newProxyInstance(
                        SimProducer.class.getClassLoader(),
                        new Class<?>[] {Producer.class},
                        (_, method, arguments) ->
                                switch (method.getName()) {
                                    case "send" ->
                                            producer.send(
                                                    (ProducerRecord<byte[], byte[]>) arguments[0]);
                                    case "flush" -> producer.flush();
                                    case "close" -> null;
                                    default -> throw new IllegalStateException(method.getName());
                                });
    }

    private Future<?> send(ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<?> confirmation = new CompletableFuture<>();
        buffer.add(new Waiting(record, confirmation));
        return confirmation;
    }

    private Void flush() {
        for (Waiting waiting : buffer) {
            try {
                kafka.send(waiting.record);
                waiting.confirmation.complete(null);
            } catch (KafkaException e) {
                waiting.confirmation.completeExceptionally(e);
            }
        }
        buffer.clear();
        return null;
    }
}
