package io.couponrush.worker.announce;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.events.EventCodec;

import org.springframework.kafka.core.KafkaTemplate;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The compacted topic from which gateways know what there is. */
class Catalogue {

    /**
     * The producer gives up after max.block.ms + delivery.timeout.ms = 20 s; this only backs it up.
     */
    private static final int PATIENCE_SECONDS = 21;

    private final KafkaTemplate<byte[], byte[]> kafka;

    Catalogue(KafkaTemplate<byte[], byte[]> kafka) {
        this.kafka = kafka;
    }

    /** Returns when the broker has it. */
    void publish(CouponAnnounced coupon)
            throws ExecutionException, TimeoutException, InterruptedException {
        kafka.send(EventCodec.record(coupon)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
