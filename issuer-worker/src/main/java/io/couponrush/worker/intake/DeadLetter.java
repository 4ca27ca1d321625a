package io.couponrush.worker.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.Topics;
import io.couponrush.worker.progress.FailedClaim;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * A record that can't be processed, and why.
 *
 * @param origin the record as it came
 * @param fault a stable name out of a small set
 * @param message for people
 * @param claim whose it is, if the record or at least its key and headers say so
 */
record DeadLetter(
        ConsumerRecord<byte[], byte[]> origin,
        String fault,
        String message,
        Optional<FailedClaim> claim) {

    /** The fault of a record that can be read and still can't be processed. */
    static final String UNEXPECTED_ERROR = "UNEXPECTED_ERROR";

    /** Keeps the dead letter of a record of the greatest size within the limit of its topic. */
    private static final int MESSAGE_LIMIT = 500;

    /**
     * Of the record, in bytes: less than its topic and our producer take, as their limit is for
     * what is not compressed, and that of the requests for what is.
     */
    private static final int CARRIED = 2 * 1024 * 1024 - 64 * 1024;

    static DeadLetter of(Delivery.Poison poison) {
        ConsumerRecord<byte[], byte[]> record = poison.record();
        String fault = poison.cause().fault().name();
        // who could not be told from the letter could never be helped at the desk
        Optional<FailedClaim> claim =
                Blame.byHeaders(record, fault).filter(_ -> beside(record) <= CARRIED);
        return new DeadLetter(record, fault, message(poison.cause()), claim);
    }

    static DeadLetter of(Delivery.Request culprit, RuntimeException cause) {
        CouponIssueRequested claim = culprit.claim();
        return new DeadLetter(
                culprit.record(),
                UNEXPECTED_ERROR,
                cause.getClass().getName() + ": " + message(cause),
                Optional.of(
                        new FailedClaim(
                                claim.couponId(),
                                claim.userId(),
                                claim.sequence(),
                                UNEXPECTED_ERROR)));
    }

    /**
     * For logs: the message up to what it quotes, which may be somebody's. All of it lies on the
     * desk.
     */
    String headline() {
        return message.split(":", 2)[0];
    }

    /**
     * Key, value and headers as they came, to the same partition, and the cause beside them. Of a
     * record that is too large as much as there is room for: it must not hold its partition up.
     */
    ProducerRecord<byte[], byte[]> toRecord() {
        long beside = beside(origin);
        long size = beside + size(origin.value());
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(
                        Topics.ISSUE_REQUESTS_DLT,
                        origin.partition(),
                        beside <= CARRIED ? origin.key() : null,
                        size <= CARRIED ? origin.value() : null,
                        beside <= CARRIED ? origin.headers() : null);
        if (size > CARRIED) {
            set(letter.headers(), DeadLetterHeaders.TOO_LARGE, Long.toString(size));
        }
        Headers headers = letter.headers();
        set(headers, DeadLetterHeaders.FAULT, fault);
        set(
                headers,
                DeadLetterHeaders.MESSAGE,
                message.substring(0, Math.min(message.length(), MESSAGE_LIMIT)));
        set(headers, DeadLetterHeaders.TOPIC, origin.topic());
        set(headers, DeadLetterHeaders.PARTITION, Integer.toString(origin.partition()));
        set(headers, DeadLetterHeaders.OFFSET, Long.toString(origin.offset()));
        return letter;
    }

    /** Replaces what an earlier death may have left, of a record that was replayed. */
    private static void set(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(UTF_8));
    }

    private static long beside(ConsumerRecord<byte[], byte[]> record) {
        return size(record.key()) + size(record.headers());
    }

    private static long size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static long size(Headers headers) {
        long size = 0;
        for (Header header : headers) {
            size += header.key().length() * 3L + size(header.value());
        }
        return size;
    }

    private static String message(RuntimeException cause) {
        return Optional.ofNullable(cause.getMessage()).orElse("no message");
    }
}
