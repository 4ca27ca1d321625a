package io.couponrush.worker.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.events.CouponIssued;
import io.couponrush.events.EventCodec;
import io.couponrush.events.EventHeaders;
import io.couponrush.events.UndecodableEventException.Fault;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What can be wrong with a record.
 *
 * @param namesTheClaim whether key and headers still say whose claim it was
 */
record Poison(
        String name,
        Fault fault,
        boolean namesTheClaim,
        UnaryOperator<ProducerRecord<byte[], byte[]>> spoil) {

    static final Poison BROKEN_JSON =
            new Poison("broken JSON", Fault.MALFORMED_VALUE, true, value("{\"couponId\":7,"));

    static List<Poison> all() {
        return List.of(
                BROKEN_JSON,
                new Poison("no JSON", Fault.MALFORMED_VALUE, true, value("\u0000\u0007\u00ff")),
                new Poison("empty value", Fault.MALFORMED_VALUE, true, value("")),
                new Poison(
                        "null value",
                        Fault.MALFORMED_VALUE,
                        true,
                        record -> copy(record, record.key(), null)),
                new Poison(
                        "missing fields", Fault.MALFORMED_VALUE, true, value("{\"couponId\":7}")),
                // about as large as the broker takes; the dead letter is larger
                new Poison(
                        "oversized",
                        Fault.MALFORMED_VALUE,
                        true,
                        value("x".repeat(1024 * 1024 - 400))),
                new Poison("event of another topic", Fault.UNEXPECTED_TYPE, true, Poison::issued),
                new Poison(
                        "unknown type",
                        Fault.UNKNOWN_TYPE,
                        true,
                        headers(h -> set(h, EventHeaders.TYPE, "coupon.eaten"))),
                new Poison(
                        "unknown version",
                        Fault.UNKNOWN_VERSION,
                        true,
                        headers(h -> set(h, EventHeaders.VERSION, "99"))),
                new Poison(
                        "no type",
                        Fault.MISSING_HEADER,
                        true,
                        headers(h -> h.remove(EventHeaders.TYPE))),
                new Poison(
                        "no version",
                        Fault.MISSING_HEADER,
                        true,
                        headers(h -> h.remove(EventHeaders.VERSION))),
                new Poison(
                        "no key and no value",
                        Fault.MALFORMED_VALUE,
                        false,
                        record -> copy(record, null, null)),
                new Poison(
                        "no headers",
                        Fault.MISSING_HEADER,
                        false,
                        headers(h -> List.of(h.toArray()).forEach(old -> h.remove(old.key())))),
                new Poison(
                        "sequence of nobody's ticket",
                        Fault.MALFORMED_VALUE,
                        false,
                        record -> {
                            ProducerRecord<byte[], byte[]> copy = BROKEN_JSON.spoil().apply(record);
                            set(copy.headers(), EventHeaders.SEQUENCE, "999999");
                            return copy;
                        }));
    }

    private static UnaryOperator<ProducerRecord<byte[], byte[]>> value(String value) {
        return record -> copy(record, record.key(), value.getBytes(UTF_8));
    }

    private static UnaryOperator<ProducerRecord<byte[], byte[]>> headers(Consumer<Headers> change) {
        return record -> {
            ProducerRecord<byte[], byte[]> copy = copy(record, record.key(), record.value());
            change.accept(copy.headers());
            return copy;
        };
    }

    private static ProducerRecord<byte[], byte[]> issued(ProducerRecord<byte[], byte[]> record) {
        ProducerRecord<byte[], byte[]> other =
                EventCodec.record(new CouponIssued(7, 7, 7, Instant.EPOCH));
        ProducerRecord<byte[], byte[]> copy = copy(record, record.key(), other.value());
        set(copy.headers(), EventHeaders.TYPE, "coupon.issued");
        return copy;
    }

    private static ProducerRecord<byte[], byte[]> copy(
            ProducerRecord<byte[], byte[]> record, byte @Nullable [] key, byte @Nullable [] value) {
        return new ProducerRecord<>(
                record.topic(),
                record.partition(),
                key,
                value,
                new RecordHeaders(record.headers()));
    }

    private static void set(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(UTF_8));
    }
}
