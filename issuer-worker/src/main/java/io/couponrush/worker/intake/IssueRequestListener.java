package io.couponrush.worker.intake;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchMessageListener;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings every record of a poll to its end, and then returns: only that lets the container commit
 * the offsets. It throws for one reason, a server being away, and then the whole poll comes again.
 *
 * <p>Poison never leaves here as an exception. spring-kafka's own way, {@code
 * BatchListenerFailedException}, seeks, so that the neighbours are delivered again, and with two
 * partitions on one thread it never ends (spring-kafka GH-4371).
 */
final class IssueRequestListener implements BatchMessageListener<byte[], byte[]> {

    private final Isolation isolation;
    private final DeadLetters deadLetters;
    private final IntakeState state;

    IssueRequestListener(Isolation isolation, DeadLetters deadLetters, IntakeState state) {
        this.isolation = isolation;
        this.deadLetters = deadLetters;
        this.state = state;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        List<DeadLetter> letters = new ArrayList<>();
        Map<Long, List<Delivery.Request>> byCoupon = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            switch (Delivery.of(record)) {
                case Delivery.Poison poison -> letters.add(DeadLetter.of(poison));
                case Delivery.Request request ->
                        byCoupon.computeIfAbsent(request.claim().couponId(), _ -> new ArrayList<>())
                                .add(request);
            }
        }
        byCoupon.forEach((couponId, batch) -> letters.addAll(isolation.process(couponId, batch)));
        // Last, so that a poll that must come again has not buried anything yet.
        deadLetters.bury(letters);
        state.flowing();
    }
}
