package io.couponrush.worker.desk;

import io.couponrush.worker.intake.Faults;
import io.couponrush.worker.intake.IntakeState;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;

import java.util.List;

/**
 * Writes the dead-letter topic into the table. Repeats are harmless: a letter is known by the
 * record that died.
 */
final class LetterListener implements BatchMessageListener<byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(LetterListener.class);

    private final LetterBook book;
    private final IntakeState state;

    LetterListener(LetterBook book, IntakeState state) {
        this.book = book;
        this.state = state;
    }

    /** Throws only if the database is away: then all of it comes again. */
    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                book.write(LetterReader.read(record));
            } catch (RuntimeException e) {
                if (Faults.isInfrastructure(e)) {
                    throw e;
                }
                // It stays on the topic; its neighbours must not wait for it for ever.
                LOG.error(
                        "The desk can't write letter {}-{}@{}",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        e);
            }
        }
        state.flowing();
    }
}
