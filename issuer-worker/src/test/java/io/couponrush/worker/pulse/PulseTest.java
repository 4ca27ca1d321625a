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
import java.util.Set;
import java.util.stream.Collectors;

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
        Instant start = Instant.now();
        List<Pulse> pulses = new ArrayList<>();
        long coupon;
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(List.of(PULSES));
            consumer.seekToEnd(List.of(PULSES));
            consumer.position(PULSES);
            coupon = told(consumer, pulses);
        }

        assertThat(issued(pulses, coupon)).as("each row once").isEqualTo(42);
        assertThat(of(pulses, coupon))
                .extracting(CouponPulse::books)
                .containsOnlyOnce(new Books(50, 45, 0, 0, 0, 0, 3, 2));
        assertThat(pulses).allSatisfy(it -> assertThat(it.coupons()).hasSizeLessThan(201));
        List<Pulse> ours = ofWhoTold(pulses, coupon);
        assertThat(ours).extracting(Pulse::at).doesNotHaveDuplicates().isSorted();
        assertThat(ours)
                .filteredOn(it -> !of(List.of(it), coupon).isEmpty())
                .extracting(Pulse::at)
                .allSatisfy(at -> assertThat(at).isBetween(start.minusSeconds(1), Instant.now()));
    }

    /** Returns the coupon: with another one if a busy broker took a pulse too late, or never. */
    private long told(Consumer<byte[], byte[]> consumer, List<Pulse> pulses) {
        for (int tries = 0; tries < 3; tries++) {
            long coupon = NewCoupon.open(10).createdBy(api.admin());
            meters.couponRows().add(coupon, 30);
            meters.couponRows().add(coupon, 12);
            looks.seen(List.of(seen(coupon)));
            Instant end = Instant.now().plusSeconds(10);
            while (Instant.now().isBefore(end)) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> pulses.add(PulseCodec.read(record)));
                if (issued(pulses, coupon) >= 42
                        && of(pulses, coupon).stream().anyMatch(it -> it.books() != null)
                        && ofWhoTold(pulses, coupon).size() > 3) {
                    return coupon;
                }
            }
            assertThat(issued(pulses, coupon)).isLessThanOrEqualTo(42);
            assertThat(isOneMissing(pulses)).as("all are there: %s", pulses).isTrue();
        }
        throw new AssertionError("nothing was told: " + pulses);
    }

    private static boolean isOneMissing(List<Pulse> pulses) {
        return pulses.isEmpty()
                || pulses.stream().collect(Collectors.groupingBy(Pulse::instance)).values().stream()
                        .anyMatch(
                                one ->
                                        Duration.between(one.getFirst().at(), one.getLast().at())
                                                        .toSeconds()
                                                >= one.size());
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

    /** All of the instance that told of the coupon. */
    private static List<Pulse> ofWhoTold(List<Pulse> pulses, long coupon) {
        Set<String> instances =
                pulses.stream()
                        .filter(pulse -> !of(List.of(pulse), coupon).isEmpty())
                        .map(Pulse::instance)
                        .collect(Collectors.toSet());
        return pulses.stream().filter(pulse -> instances.contains(pulse.instance())).toList();
    }

    private static long issued(List<Pulse> pulses, long coupon) {
        return of(pulses, coupon).stream()
                .mapToLong(pulse -> Objects.requireNonNull(pulse.issued()))
                .sum();
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
