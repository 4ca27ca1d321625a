package io.couponrush.gateway.testing;

import static org.awaitility.Awaitility.await;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.events.CouponState;
import io.couponrush.events.Discount;
import io.couponrush.events.EventCodec;
import io.couponrush.gateway.catalogue.Catalogue;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Announces coupons as the worker does. */
public final class TestCatalogue {

    /** The one bound for conditions that tests wait for. */
    public static final Duration BOUND = Duration.ofSeconds(30);

    private TestCatalogue() {}

    /** Version 1 of a coupon that is open since a minute, for an hour. */
    public static CouponAnnounced open(long couponId, long total) {
        Instant now = Instant.now();
        return coupon(couponId, 1, total, now.minusSeconds(60), now.plusSeconds(3600));
    }

    public static CouponAnnounced coupon(
            long couponId, long version, long total, Instant opens, Instant closes) {
        return coupon(couponId, version, total, opens, closes, 1);
    }

    public static CouponAnnounced coupon(
            long couponId, long version, long total, Instant opens, Instant closes, long epoch) {
        return new CouponAnnounced(
                couponId,
                version,
                "Coupon " + couponId,
                "",
                new Discount(Discount.Kind.PERCENT, 10),
                total,
                opens,
                closes,
                CouponState.OPEN,
                epoch);
    }

    /** Publishes and waits until all these gateways have heard it. */
    public static void announce(CouponAnnounced coupon, TestGateway... gateways) {
        try {
            Shared.PRODUCER.send(EventCodec.record(coupon)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        for (TestGateway gateway : gateways) {
            Catalogue catalogue = gateway.bean(Catalogue.class);
            await().atMost(BOUND).until(() -> coupon.equals(catalogue.find(coupon.couponId())));
        }
    }

    private static final class Shared {

        static final Producer<byte[], byte[]> PRODUCER =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", TestServers.kafka()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }
}
