package io.couponrush.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.events.EventHeaders;
import io.couponrush.events.Topics;
import io.couponrush.events.UndecodableEventException;
import io.couponrush.worker.progress.FailedClaim;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;

class DeadLetterTest {

    private static final String VALUE = "{\"couponId\":";

    @Test
    void theLetterIsTheRecordAndTheReason() {
        ProducerRecord<byte[], byte[]> letter = letter(record("4711", "7", "42")).toRecord();

        assertThat(letter.topic()).isEqualTo(Topics.ISSUE_REQUESTS_DLT);
        assertThat(letter.partition()).isEqualTo(5);
        assertThat(letter.key()).isEqualTo("4711".getBytes(UTF_8));
        assertThat(letter.value()).isEqualTo(VALUE.getBytes(UTF_8));
        assertThat(Arrays.stream(letter.headers().toArray()).map(DeadLetterTest::text))
                .containsExactly(
                        "coupon-id=7",
                        "sequence=42",
                        "dead-letter-fault=MALFORMED_VALUE",
                        "dead-letter-message=broken",
                        "dead-letter-topic=requests",
                        "dead-letter-partition=5",
                        "dead-letter-offset=99");
    }

    @Test
    void aSecondDeathReplacesTheFirst() {
        ConsumerRecord<byte[], byte[]> replayed = record("4711", "7", "42");
        replayed.headers().add("dead-letter-offset", "1".getBytes(UTF_8));

        assertThat(letter(replayed).toRecord().headers().headers("dead-letter-offset"))
                .extracting(DeadLetterTest::text)
                .containsExactly("dead-letter-offset=99");
    }

    @Test
    void aLongReasonIsCut() {
        DeadLetter letter =
                DeadLetter.of(
                        new Delivery.Poison(
                                record("4711", "7", "42"), poison("x".repeat(100_000))));

        assertThat(letter.toRecord().headers().lastHeader("dead-letter-message").value())
                .hasSize(500);
    }

    @ParameterizedTest
    @CsvSource({
        "4711, 7, 42, true",
        ", 7, 42, false",
        "4711, , 42, false",
        "4711, 7, , false",
        "x, 7, 42, false",
        "-1, 7, 42, false",
        "4711, 99999999999999999999, 42, false",
        "4711, 7, 0, false"
    })
    void keyAndHeadersMayNameTheClaim(
            @Nullable String key,
            @Nullable String coupon,
            @Nullable String sequence,
            boolean named) {
        DeadLetter letter = letter(record(key, coupon, sequence));

        if (named) {
            assertThat(letter.claim()).contains(new FailedClaim(7, 4711, 42, "MALFORMED_VALUE"));
        } else {
            assertThat(letter.claim()).isEmpty();
        }
    }

    private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
        return DeadLetter.of(new Delivery.Poison(record, poison("broken")));
    }

    private static UndecodableEventException poison(String message) {
        return new UndecodableEventException(
                UndecodableEventException.Fault.MALFORMED_VALUE, message);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            @Nullable String key, @Nullable String coupon, @Nullable String sequence) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("requests", 5, 99, bytes(key), VALUE.getBytes(UTF_8));
        if (coupon != null) {
            record.headers().add(EventHeaders.COUPON_ID, coupon.getBytes(UTF_8));
        }
        if (sequence != null) {
            record.headers().add(EventHeaders.SEQUENCE, sequence.getBytes(UTF_8));
        }
        return record;
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }

    private static String text(Header header) {
        return header.key() + "=" + new String(header.value(), UTF_8);
    }
}
