package io.couponrush.worker.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.Topics;
import io.couponrush.pulse.CouponPulse;
import io.couponrush.pulse.CouponPulse.Books;
import io.couponrush.pulse.Pulse;
import io.couponrush.pulse.PulseCodec;
import io.couponrush.worker.meters.CouponMeters;
import io.couponrush.worker.meters.CouponMeters.GateState;
import io.couponrush.worker.meters.CouponMeters.Part;
import io.couponrush.worker.meters.CouponMeters.Pending;
import io.couponrush.worker.meters.CouponMeters.Seen;
import io.couponrush.worker.meters.CouponMeters.Stock;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.support.NewCoupon;
import io.couponrush.worker.support.Waiting;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.KafkaAdmin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a worker tells of itself, as it lies on the topic. */
@WorkerTest
class PulseTest {

    private static final TopicPartition PULSES = new TopicPartition(Topics.PULSES, 0);

    @Autowired WorkerApi api;
    @Autowired CouponMeters looks;
    @Autowired KafkaAdmin kafka;
    @Autowired WorkerMeters meters;

    @Test
    void aWorkerTellsEverySecondWhatItIssuedAndSaw() {
        long coupon = NewCoupon.open(10).createdBy(api.admin());
        List<Pulse> pulses = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(List.of(PULSES));
            consumer.seekToEnd(List.of(PULSES));
            consumer.position(PULSES);
            meters.couponRows().add(coupon, 30);
            meters.couponRows().add(coupon, 12);
            looks.seen(List.of(seen(coupon)));

            Waiting.await()
                    .until(
                            () -> {
                                consumer.poll(Duration.ofMillis(100))
                                        .forEach(record -> pulses.add(PulseCodec.read(record)));
                                return of(pulses, coupon).stream()
                                                .anyMatch(it -> it.books() != null)
                                        && pulses.size() > 3;
                            });
        }

        assertThat(of(pulses, coupon).stream().mapToLong(PulseTest::issued).sum())
                .as("each row once")
                .isEqualTo(42);
        assertThat(of(pulses, coupon))
                .extracting(CouponPulse::books)
                .containsOnlyOnce(new Books(50, 45, 0, 0, 0, 0, 3, 2));
        assertThat(pulses).allSatisfy(it -> assertThat(it.coupons()).hasSizeLessThan(201));
        assertThat(pulses)
                .filteredOn(it -> it.instance().equals(pulses.getFirst().instance()))
                .extracting(Pulse::at)
                .doesNotHaveDuplicates()
                .isSorted()
                .last()
                .satisfies(at -> assertThat(at).isBetween(now().minusSeconds(5), now()));
    }

    @Test
    void theTopicForgets() throws Exception {
        try (Admin admin = Admin.create(new HashMap<>(kafka.getConfigurationProperties()))) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.PULSES);
            Config config =
                    Objects.requireNonNull(
                            admin.describeConfigs(List.of(topic)).all().get().get(topic));
            assertThat(config.get("retention.ms").value()).isEqualTo("900000");
            assertThat(config.get("segment.ms").value()).isEqualTo("300000");
            assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
        }
    }

    private static Seen seen(long coupon) {
        return new Seen(
                coupon,
                GateState.OPEN,
                Optional.of(
                        new Pending(Map.of(Part.ADMITTED, 50L, Part.PENDING, 3L), Duration.ZERO)),
                Optional.of(new Stock(100, 45, 45)));
    }

    private static Instant now() {
        return Instant.now();
    }

    private static long issued(CouponPulse pulse) {
        return Objects.requireNonNull(pulse.issued());
    }

    private static List<CouponPulse> of(List<Pulse> pulses, long coupon) {
        return pulses.stream()
                .flatMap(pulse -> pulse.coupons().stream())
                .filter(it -> it.couponId() == coupon)
                .toList();
    }

    private Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                new HashMap<>(kafka.getConfigurationProperties()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
