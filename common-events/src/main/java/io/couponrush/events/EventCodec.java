package io.couponrush.events;

import static io.couponrush.events.UndecodableEventException.Fault.MALFORMED_VALUE;
import static io.couponrush.events.UndecodableEventException.Fault.MISSING_HEADER;
import static io.couponrush.events.UndecodableEventException.Fault.UNEXPECTED_TYPE;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes events as Kafka records and reads them back. Key and value are bytes: a consumer that
 * deserialises inside the Kafka client would stop at a poison record instead of dead-lettering it.
 *
 * <p>Unknown fields are ignored, so that a field may be added without a new version; a missing or
 * null number is malformed. Safe for use by many threads.
 */
public final class EventCodec {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** Made once: a reader made for each record looks its deserialiser up each time. */
    private static final Map<EventType, ObjectReader> READERS = readers();

    private static final ObjectReader ANNOUNCED_V1 = JSON.readerFor(CouponAnnouncedV1.class);

    private EventCodec() {}

    private static Map<EventType, ObjectReader> readers() {
        Map<EventType, ObjectReader> readers = new EnumMap<>(EventType.class);
        for (EventType type : EventType.values()) {
            readers.put(type, JSON.readerFor(type.eventClass));
        }
        return readers;
    }

    /** The record to send: topic, key, headers and value all follow from the event. */
    public static ProducerRecord<byte[], byte[]> record(CouponEvent event) {
        EventType type = EventType.of(event);
        return new ProducerRecord<>(
                type.topic, null, key(event), JSON.writeValueAsBytes(event), headers(event, type));
    }

    /**
     * Reads a record of which only one type is expected.
     *
     * @throws UndecodableEventException if the record can't be read, now or ever
     */
    public static <E extends CouponEvent> E read(
            ConsumerRecord<byte[], byte[]> record, Class<E> expected) {
        CouponEvent event = read(record);
        if (!expected.isInstance(event)) {
            throw new UndecodableEventException(
                    UNEXPECTED_TYPE,
                    "a "
                            + EventType.of(event).stableName
                            + " does not belong in "
                            + record.topic());
        }
        return expected.cast(event);
    }

    /**
     * Reads a record of any known type.
     *
     * @throws UndecodableEventException if the record can't be read, now or ever
     */
    public static CouponEvent read(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        int version = number(headers, EventHeaders.VERSION);
        EventType type = EventType.named(text(headers, EventHeaders.TYPE), version);
        byte[] value = record.value();
        if (value == null) {
            throw new UndecodableEventException(MALFORMED_VALUE, "the value is null");
        }
        try {
            CouponEvent event = type.wasOnce(version) ? old(value) : now(type, value);
            if (event == null) {
                throw new UndecodableEventException(MALFORMED_VALUE, "the value is JSON null");
            }
            return event;
        } catch (JacksonException e) {
            throw new UndecodableEventException(
                    MALFORMED_VALUE, "not a " + type.stableName + ": " + e.getOriginalMessage(), e);
        }
    }

    private static @Nullable CouponEvent now(EventType type, byte[] value) {
        return Objects.requireNonNull(READERS.get(type)).readValue(value);
    }

    /** There is one old version of one type. */
    private static @Nullable CouponEvent old(byte[] value) {
        CouponAnnouncedV1 announced = ANNOUNCED_V1.readValue(value);
        try {
            return announced == null ? null : announced.upgraded();
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new UndecodableEventException(
                    MALFORMED_VALUE, "not a coupon.announced: " + e.getMessage(), e);
        }
    }

    private static byte[] key(CouponEvent event) {
        return decimal(
                switch (event) {
                    case CouponIssueRequested requested -> requested.userId();
                    case CouponIssued issued -> issued.userId();
                    case CouponRejected rejected -> rejected.userId();
                    case CouponAnnounced announced -> announced.couponId();
                });
    }

    private static List<Header> headers(CouponEvent event, EventType type) {
        Header name = new RecordHeader(EventHeaders.TYPE, type.stableName.getBytes(UTF_8));
        Header version = header(EventHeaders.VERSION, type.version);
        Header coupon = header(EventHeaders.COUPON_ID, event.couponId());
        return switch (event) {
            case CouponIssueRequested requested ->
                    List.of(name, version, coupon, sequence(requested.sequence()));
            case CouponIssued issued -> List.of(name, version, coupon, sequence(issued.sequence()));
            case CouponRejected rejected ->
                    List.of(name, version, coupon, sequence(rejected.sequence()));
            case CouponAnnounced _ -> List.of(name, version, coupon);
        };
    }

    private static Header sequence(long sequence) {
        return header(EventHeaders.SEQUENCE, sequence);
    }

    private static Header header(String name, long value) {
        return new RecordHeader(name, decimal(value));
    }

    private static byte[] decimal(long value) {
        return Long.toString(value).getBytes(UTF_8);
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            throw new UndecodableEventException(MISSING_HEADER, "no header '" + name + "'");
        }
        return new String(header.value(), UTF_8);
    }

    private static int number(Headers headers, String name) {
        String text = text(headers, name);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new UndecodableEventException(
                    MISSING_HEADER, "header '" + name + "' is no number: '" + text + "'", e);
        }
    }
}
