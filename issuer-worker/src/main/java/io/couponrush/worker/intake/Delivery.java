package io.couponrush.worker.intake;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.EventCodec;
import io.couponrush.events.UndecodableEventException;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One record as it came, and what could be made of it. */
sealed interface Delivery {

    ConsumerRecord<byte[], byte[]> record();

    /** An issue request. */
    record Request(ConsumerRecord<byte[], byte[]> record, CouponIssueRequested claim)
            implements Delivery {}

    /** Poison: no retry will make it readable. */
    record Poison(ConsumerRecord<byte[], byte[]> record, UndecodableEventException cause)
            implements Delivery {}

    static Delivery of(ConsumerRecord<byte[], byte[]> record) {
        try {
            return new Request(record, EventCodec.read(record, CouponIssueRequested.class));
        } catch (UndecodableEventException e) {
            return new Poison(record, e);
        }
    }
}
