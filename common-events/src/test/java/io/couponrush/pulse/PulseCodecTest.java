package io.couponrush.pulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.events.EventHeaders;
import io.couponrush.events.Topics;
import io.couponrush.events.UndecodableEventException;
import io.couponrush.events.UndecodableEventException.Fault;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class PulseCodecTest {

    private static final Instant AT = Instant.parse("2026-11-22T03:00:01Z");

    private static final Pulse PULSE =
            new Pulse(
                    "gateway-4f1d2c3b",
                    Pulse.Role.GATEWAY,
                    AT,
                    1003,
                    List.of(
                            CouponPulse.ofGateway(
                                    7,
                                    Map.of("admitted", 12L, "sold_out", 3L),
                                    List.of(0L, 2L, 10L, 0L, 3L)),
                            CouponPulse.ofWorker(
                                    8, 40, 2L, new CouponPulse.Books(50, 45, 1, 1, 1, 0, 2, 0))));

    @Test
    void oldBytesStillDecode() throws IOException {
        assertThat(PulseCodec.read(received("rush.pulse", "1", golden()))).isEqualTo(PULSE);
    }

    @Test
    void whatIsWrittenNowIsTheGoldenForm() throws IOException {
        ProducerRecord<byte[], byte[]> sent = PulseCodec.record(PULSE);

        assertThat(new String(sent.value(), UTF_8)).isEqualTo(golden());
        assertThat(sent.topic()).isEqualTo(Topics.PULSES);
        assertThat(sent.partition()).isEqualTo(0);
        assertThat(new String(sent.key(), UTF_8)).isEqualTo("gateway-4f1d2c3b");
        assertThat(header(sent, EventHeaders.TYPE)).isEqualTo("rush.pulse");
        assertThat(header(sent, EventHeaders.VERSION)).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rush.pulse  | 1 | {            | MALFORMED_VALUE",
                "rush.pulse  | 1 | null         | MALFORMED_VALUE",
                "rush.pulse  | 1 | {}           | MALFORMED_VALUE",
                "rush.pulse  | 2 | {}           | UNKNOWN_VERSION",
                "rush.pulses | 1 | {}           | UNKNOWN_TYPE",
            })
    void poisonIsNamed(String type, String version, String value, Fault fault) {
        assertThatThrownBy(() -> PulseCodec.read(received(type, version, value)))
                .isInstanceOfSatisfying(
                        UndecodableEventException.class,
                        e -> assertThat(e.fault()).isEqualTo(fault));
    }

    @Test
    void isBounded() {
        List<CouponPulse> many =
                Collections.nCopies(201, CouponPulse.ofGateway(1, Map.of(), List.of()));

        assertThatThrownBy(() -> new Pulse("a", Pulse.Role.WORKER, AT, 1, many))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Pulse("a", Pulse.Role.WORKER, AT, 0, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String header(ProducerRecord<byte[], byte[]> sent, String name) {
        return new String(Objects.requireNonNull(sent.headers().lastHeader(name)).value(), UTF_8);
    }

    private static ConsumerRecord<byte[], byte[]> received(
            String type, String version, String value) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(
                        Topics.PULSES, 0, 0, "a".getBytes(UTF_8), value.getBytes(UTF_8));
        record.headers().add(EventHeaders.TYPE, type.getBytes(UTF_8));
        record.headers().add(EventHeaders.VERSION, version.getBytes(UTF_8));
        return record;
    }

    private static String golden() throws IOException {
        try (InputStream in =
                PulseCodecTest.class.getResourceAsStream("/golden/rush.pulse/v1.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8).strip();
        }
    }
}
