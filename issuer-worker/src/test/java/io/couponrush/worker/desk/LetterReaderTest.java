package io.couponrush.worker.desk;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.EventCodec;
import io.couponrush.worker.progress.FailedClaim;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;

class LetterReaderTest {

    /** Written by somebody else, who knows nothing of our headers. */
    @Test
    void whatHasNoCauseIsKnownByItsOwnPlace() {
        Letter letter = LetterReader.read(record(null));

        assertThat(letter.fault()).isEqualTo("UNKNOWN");
        assertThat(letter.message()).isEmpty();
        assertThat(letter.topic()).isEqualTo("dlt");
        assertThat(letter.partition()).isEqualTo(3);
        assertThat(letter.offset()).isEqualTo(99);
        assertThat(letter.claim()).isEmpty();
        assertThat(letter.replayOf()).isNull();
        assertThat(letter.deadLetteredAt()).isAfterOrEqualTo(Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource({
        "dead-letter-fault,     drop table",
        "dead-letter-partition, 99999999999",
        "dead-letter-offset,    -1",
        "dead-letter-offset,    99999999999999999999999",
        "dead-letter-topic,     a b",
        "dead-letter-replay-of, x",
    })
    void aHeaderThatMakesNoSenseIsLeftOut(String name, String value) {
        ConsumerRecord<byte[], byte[]> record = record(null);
        record.headers()
                .add("dead-letter-topic", "requests".getBytes(UTF_8))
                .add("dead-letter-partition", "1".getBytes(UTF_8))
                .add("dead-letter-offset", "7".getBytes(UTF_8))
                .add(name, value.getBytes(UTF_8));

        Letter letter = LetterReader.read(record);

        assertThat(letter.fault()).isEqualTo("UNKNOWN");
        assertThat(letter.replayOf()).isNull();
        assertThat(letter.offset()).isIn(7L, 99L);
        assertThat(letter.headers()).hasSize(4);
    }

    @Test
    void aLongMessageFitsTheTable() {
        ConsumerRecord<byte[], byte[]> record = record(null);
        record.headers().add("dead-letter-message", "ß".repeat(10_000).getBytes(UTF_8));

        assertThat(LetterReader.read(record).message()).hasSize(500);
    }

    @Test
    void theValueSaysWhoseClaimItIsIfItCanBeRead() {
        CouponIssueRequested claim = new CouponIssueRequested(7, 4711, 42, 1, Instant.EPOCH);
        ProducerRecord<byte[], byte[]> sent = EventCodec.record(claim);
        ConsumerRecord<byte[], byte[]> record = record(sent.value());
        sent.headers().forEach(header -> record.headers().add(header));
        record.headers().add("dead-letter-fault", "UNEXPECTED_ERROR".getBytes(UTF_8));

        assertThat(LetterReader.read(record).claim())
                .contains(new FailedClaim(7, 4711, 42, "UNEXPECTED_ERROR"));
    }

    private static ConsumerRecord<byte[], byte[]> record(byte @Nullable [] value) {
        return new ConsumerRecord<>("dlt", 3, 99, null, value);
    }
}
