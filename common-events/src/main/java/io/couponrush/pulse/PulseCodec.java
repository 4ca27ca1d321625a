package io.couponrush.pulse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.events.EventHeaders;
import io.couponrush.events.Topics;
import io.couponrush.events.UndecodableEventException;
import io.couponrush.events.UndecodableEventException.Fault;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;

/**
 * Writes pulses as Kafka records and reads them back, by the rules of {@link
 * io.couponrush.events.EventCodec}: a stable name and a version in headers, JSON, unknown fields
 * ignored. Safe for use by many threads.
 */
public final class PulseCodec {

    static final String TYPE = "rush.pulse";
    static final int VERSION = 1;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
    private static final ObjectReader READER = JSON.readerFor(Pulse.class);

    private PulseCodec() {}

    /** The record to send. */
    public static ProducerRecord<byte[], byte[]> record(Pulse pulse) {
        return new ProducerRecord<>(
                Topics.PULSES,
                Topics.PULSE_PARTITION,
                pulse.instance().getBytes(UTF_8),
                JSON.writeValueAsBytes(pulse),
                List.of(
                        header(EventHeaders.TYPE, TYPE),
                        header(EventHeaders.VERSION, Integer.toString(VERSION))));
    }

    /**
     * Reads a record.
     *
     * @throws UndecodableEventException if the record can't be read, now or ever
     */
    public static Pulse read(ConsumerRecord<byte[], byte[]> record) {
        expect(record, EventHeaders.TYPE, TYPE, Fault.UNKNOWN_TYPE);
        expect(record, EventHeaders.VERSION, Integer.toString(VERSION), Fault.UNKNOWN_VERSION);
        if (record.value() == null) {
            throw new UndecodableEventException(Fault.MALFORMED_VALUE, "the value is null");
        }
        try {
            Pulse pulse = READER.readValue(record.value());
            if (pulse == null) {
                throw new UndecodableEventException(
                        Fault.MALFORMED_VALUE, "the value is JSON null");
            }
            return pulse;
        } catch (JacksonException e) {
            throw new UndecodableEventException(
                    Fault.MALFORMED_VALUE, "not a " + TYPE + ": " + e.getOriginalMessage());
        }
    }

    private static void expect(
            ConsumerRecord<byte[], byte[]> record, String name, String expected, Fault fault) {
        Header header = record.headers().lastHeader(name);
        if (header == null) {
            throw new UndecodableEventException(Fault.MISSING_HEADER, "no header " + name);
        }
        String found = new String(header.value(), UTF_8);
        if (!found.equals(expected)) {
            throw new UndecodableEventException(fault, name + " '" + found + "' is not known here");
        }
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
