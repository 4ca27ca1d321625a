package io.couponrush.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.events.EventCodec;
import io.couponrush.gateway.loop.Loop;
import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

@ExtendWith(OutputCaptureExtension.class)
class CatalogueReaderTest {

    private static KafkaProducer<byte[], byte[]> producer;

    private final String topic = "catalogue-test-" + UUID.randomUUID();
    private final CatalogueMap catalogue = new CatalogueMap();
    private final CatalogueReader reader =
            new CatalogueReader(
                    topic,
                    catalogue,
                    () ->
                            new KafkaConsumer<>(
                                    Map.of(
                                            "bootstrap.servers",
                                            TestServers.kafka(),
                                            "allow.auto.create.topics",
                                            false),
                                    new ByteArrayDeserializer(),
                                    new ByteArrayDeserializer()));

    private final Loop loop =
            new Loop(
                    "catalogue",
                    Duration.ofSeconds(1),
                    reader::read,
                    new GatewayMeters(new SimpleMeterRegistry()));

    @BeforeAll
    static void connect() {
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", TestServers.kafka()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        loop.stop();
    }

    @Test
    void aTopicThatDoesNotExistYetIsWaitedFor(CapturedOutput output) {
        loop.start();
        await().atMost(TestCatalogue.BOUND)
                .until(() -> output.getOut().contains("waiting for the topic " + topic));
        assertThat(catalogue.isComplete()).isFalse();

        TestServers.createCatalogueTopic(topic);

        await().atMost(TestCatalogue.BOUND).until(catalogue::isComplete);
    }

    @Test
    void allThatWasEverAnnouncedIsThereWhenItIsComplete() {
        TestServers.createCatalogueTopic(topic);
        for (long id = 1; id <= 500; id++) {
            send(coupon(id, 1));
        }
        send(coupon(3, 2));
        producer.flush();

        loop.start();

        await().atMost(TestCatalogue.BOUND).until(catalogue::isComplete);
        assertThat(catalogue.size()).isEqualTo(500);
        assertThat(catalogue.find(3)).isEqualTo(coupon(3, 2));
        assertThat(catalogue.find(501)).isNull();
    }

    @Test
    void newsComeInWhileItRuns() {
        TestServers.createCatalogueTopic(topic);
        loop.start();
        await().atMost(TestCatalogue.BOUND).until(catalogue::isComplete);

        send(coupon(7, 1));
        await().atMost(TestCatalogue.BOUND).until(() -> coupon(7, 1).equals(catalogue.find(7)));
        send(coupon(7, 3));
        await().atMost(TestCatalogue.BOUND).until(() -> coupon(7, 3).equals(catalogue.find(7)));

        send(coupon(7, 2)); // late: an older version
        send(coupon(8, 1));
        await().atMost(TestCatalogue.BOUND).until(() -> catalogue.find(8) != null);
        assertThat(catalogue.find(7)).isEqualTo(coupon(7, 3));

        Instant opens = Instant.parse("2026-11-21T12:00:00Z");
        CouponAnnounced rebuilt = TestCatalogue.coupon(7, 3, 10, opens, opens.plusSeconds(60), 2);
        send(rebuilt);
        send(coupon(7, 3)); // late: of the epoch before
        send(coupon(9, 1));
        await().atMost(TestCatalogue.BOUND).until(() -> catalogue.find(9) != null);
        assertThat(catalogue.find(7)).isEqualTo(rebuilt);

        send(7, null); // a tombstone
        await().atMost(TestCatalogue.BOUND).until(() -> catalogue.find(7) == null);
    }

    @Test
    void poisonIsLeftOutAndNamed(CapturedOutput output) {
        TestServers.createCatalogueTopic(topic);
        send(1, "{".getBytes(UTF_8));
        send(coupon(2, 1));
        producer.flush();
        loop.start();

        await().atMost(TestCatalogue.BOUND).until(catalogue::isComplete);
        assertThat(catalogue.find(2)).isNotNull();
        assertThat(output).contains("catalogue record 0 is left out");
    }

    private static CouponAnnounced coupon(long id, long version) {
        Instant opens = Instant.parse("2026-11-21T12:00:00Z");
        return TestCatalogue.coupon(id, version, 10, opens, opens.plusSeconds(60));
    }

    private void send(CouponAnnounced coupon) {
        ProducerRecord<byte[], byte[]> record = EventCodec.record(coupon);
        var _ =
                producer.send(
                        new ProducerRecord<>(
                                topic, 0, record.key(), record.value(), record.headers()));
    }

    private void send(long id, byte @Nullable [] value) {
        var _ =
                producer.send(
                        new ProducerRecord<>(topic, 0, Long.toString(id).getBytes(UTF_8), value));
    }
}
