package io.couponrush.gateway.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.couponrush.events.CouponEvent;
import io.couponrush.events.CouponIssued;
import io.couponrush.events.CouponRejected;
import io.couponrush.events.EventCodec;
import io.couponrush.events.RejectionReason;
import io.couponrush.gateway.testing.EventStream;
import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestGate;
import io.couponrush.gateway.testing.TestGateway;
import io.couponrush.gateway.testing.TestServers;
import io.couponrush.localstack.LocalStack;
import io.couponrush.localstack.StackOptions;
import io.lettuce.core.RedisClient;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Ticket streams over HTTP, on a real Redis and a real Kafka.
 *
 * <p>Long, because each way for a stream to begin, to wait and to end is tried.
 */
class StreamTest {

    private static Producer<byte[], byte[]> worker;

    /** Looks often, so what it tells may come from Redis. */
    private static TestGateway looking;

    /** Never looks again, so what it tells after the first event comes from the results. */
    private static TestGateway listening;

    @BeforeAll
    static void start() {
        worker =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", TestServers.kafka()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        looking =
                TestGateway.start(
                        Map.of("rush.stream.refresh", "50ms", "rush.stream.heartbeat", "100ms"));
        listening =
                TestGateway.start(
                        Map.of(
                                "rush.stream.refresh", "24h",
                                "rush.stream.max-open", "5",
                                "rush.stream.max-per-user", "2"));
        await().atMost(TestCatalogue.BOUND)
                .until(() -> listening.bean(ResultsTail.class).isListening());
    }

    @AfterAll
    static void stop() {
        looking.close();
        listening.close();
        worker.close();
    }

    @Test
    void tellsTheTicketAndEveryMoveOfIt() throws Exception {
        TestGate gate = TestGate.open(100);
        long user = user();
        LongStream.rangeClosed(1, 2).forEach(gate::admit);
        gate.admit(user);

        try (EventStream stream = EventStream.open(looking, gate.couponId, user)) {
            assertThat(stream.answer().statusCode()).isEqualTo(200);
            assertThat(stream.answer().headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            assertThat(stream.event(1))
                    .isEqualTo(
                            new EventStream.Event(
                                    "3-Q2",
                                    "ticket",
                                    "{\"couponId\":"
                                            + gate.couponId
                                            + ",\"state\":\"QUEUED\",\"sequence\":3,\"position\":2,"
                                            + "\"ahead\":2,\"etaSeconds\":null}"));
            gate.settle(1);
            assertThat(stream.event(2).id()).isEqualTo("3-Q1");
            gate.settle(2);
            assertThat(stream.event(3).id()).isEqualTo("3-Q0");
            gate.settle(user);
            assertThat(stream.event(4).data()).contains("\"state\":\"ISSUED\"");
            stream.awaitEnd();
            assertThat(stream.events()).hasSize(4);
        }
    }

    @Test
    void aDeadLetterIsNoticed() throws Exception {
        TestGate gate = TestGate.open(100);
        long user = user();
        gate.admit(user);

        try (EventStream stream = EventStream.open(looking, gate.couponId, user)) {
            stream.event(1);
            gate.fail(user);
            assertThat(stream.event(2).data()).contains("\"state\":\"FAILED\"");
            stream.awaitEnd();
        }
    }

    /**
     * The order of the reads is not known: the broken coupon has nine chances of being before
     * another.
     */
    @Test
    void aCouponWithBrokenKeysKeepsNobodyElseWaiting() throws Exception {
        TestGate broken = TestGate.open(100);
        List<TestGate> all =
                Stream.concat(Stream.generate(() -> TestGate.open(100)).limit(9), Stream.of(broken))
                        .toList();
        long winner = user();
        List<EventStream> streams = new ArrayList<>();
        try {
            for (TestGate gate : all) {
                long watcher = winner + all.size() - streams.size(); // one user may open four
                gate.admit(winner);
                gate.admit(watcher);
                streams.add(EventStream.open(looking, gate.couponId, watcher));
                streams.getLast().event(1);
            }
            broken.redis.set(broken.keys.pending(), "not a sorted set");
            all.subList(0, 9).forEach(gate -> gate.settle(winner));

            for (EventStream stream : streams.subList(0, 9)) {
                assertThat(stream.event(2).id()).isEqualTo("2-Q0");
            }
        } finally {
            for (EventStream stream : streams) {
                stream.close();
            }
        }
    }

    @Test
    void keepsAQuietConnectionAlive() throws Exception {
        TestGate gate = TestGate.open(100);
        long user = user();
        gate.admit(user);

        try (EventStream stream = EventStream.open(looking, gate.couponId, user)) {
            await().atMost(TestCatalogue.BOUND).until(() -> stream.comments() >= 4);
            assertThat(stream.events()).hasSize(1);
        }
    }

    @Test
    void aResultIsPushedAtOnce() throws Exception {
        TestGate gate = TestGate.open(100);
        long winner = user();
        long loser = user();
        gate.admit(winner);
        gate.admit(loser);

        try (EventStream won = EventStream.open(listening, gate.couponId, winner);
                EventStream lost = EventStream.open(listening, gate.couponId, loser)) {
            won.event(1);
            lost.event(1);
            poison(gate.couponId, winner);
            publish(new CouponIssued(gate.couponId, winner, 1, Instant.now()));
            publish(
                    new CouponRejected(
                            gate.couponId, loser, 2, RejectionReason.SOLD_OUT, Instant.now()));

            assertThat(won.event(2).id()).isEqualTo("1-I");
            assertThat(won.event(2).data()).contains("\"state\":\"ISSUED\"");
            assertThat(lost.event(2).data())
                    .contains("\"state\":\"REJECTED\"")
                    .contains("\"reason\":\"SOLD_OUT\"");
            won.awaitEnd();
            lost.awaitEnd();
        }
    }

    @Test
    void whoComesBackIsToldNothingTwice() throws Exception {
        TestGate gate = TestGate.open(100);
        long user = user();
        gate.admit(1);
        gate.admit(user);
        String last;
        try (EventStream first = EventStream.open(looking, gate.couponId, user)) {
            last = first.event(1).id();
        }

        try (EventStream again = EventStream.open(looking, gate.couponId, user, last)) {
            await().atMost(TestCatalogue.BOUND).until(() -> again.comments() >= 3);
            assertThat(again.events()).isEmpty();
            gate.settle(1);
            assertThat(again.event(1).id()).isEqualTo("2-Q0");
        }
        gate.settle(user);
        try (EventStream end = EventStream.open(looking, gate.couponId, user, "2-Q0")) {
            assertThat(end.event(1).id()).isEqualTo("2-I");
            end.awaitEnd();
        }
        try (EventStream known = EventStream.open(looking, gate.couponId, user, "2-I")) {
            assertThat(known.answer().statusCode()).isEqualTo(204);
        }
    }

    @Test
    void openStreamsAreBounded() throws Exception {
        TestGate gate = TestGate.open(100);
        long[] users = LongStream.generate(StreamTest::user).limit(6).toArray();
        LongStream.of(users).forEach(gate::admit);
        await().atMost(TestCatalogue.BOUND)
                .until(() -> listening.bean(OpenStreams.class).isEmpty());

        try (EventStream mine = EventStream.open(listening, gate.couponId, users[0]);
                EventStream mineToo = EventStream.open(listening, gate.couponId, users[0]);
                EventStream mineThree = EventStream.open(listening, gate.couponId, users[0])) {
            assertThat(mine.answer().statusCode()).isEqualTo(200);
            assertThat(mineToo.answer().statusCode()).isEqualTo(200);
            refused(mineThree, 429);
            try (EventStream b = EventStream.open(listening, gate.couponId, users[1]);
                    EventStream c = EventStream.open(listening, gate.couponId, users[2]);
                    EventStream d = EventStream.open(listening, gate.couponId, users[3]);
                    EventStream e = EventStream.open(listening, gate.couponId, users[4])) {
                assertThat(List.of(b, c, d))
                        .allMatch(stream -> stream.answer().statusCode() == 200);
                refused(e, 503);
            }
            // those four have hung up
            await().atMost(TestCatalogue.BOUND)
                    .until(
                            () -> {
                                try (EventStream f =
                                        EventStream.open(listening, gate.couponId, users[5])) {
                                    return f.answer().statusCode() == 200;
                                }
                            });
        }
    }

    @Test
    void aShutdownEndsEveryStreamInOrder() throws Exception {
        TestGate gate = TestGate.open(100);
        long user = user();
        gate.admit(user);
        EventStream stream;
        try (TestGateway closing = TestGateway.start(Map.of())) {
            stream = EventStream.open(closing, gate.couponId, user);
            stream.event(1);
            assertThat(stream.isOpen()).isTrue();
        }

        stream.awaitEnd();
    }

    @Test
    void outlivesALossOfRedis() throws Exception {
        try (LocalStack own = LocalStack.start(StackOptions.temporary());
                RedisClient client = RedisClient.create(own.redis().uri());
                TestGateway gateway =
                        TestGateway.start(
                                Map.of(
                                        "spring.data.redis.url", own.redis().uri(),
                                        "rush.stream.refresh", "50ms",
                                        "rush.stream.heartbeat", "100ms"))) {
            TestGate gate = TestGate.none(client.connect().sync()).write(100);
            long user = user();
            gate.admit(1);
            gate.admit(user);
            try (EventStream stream = EventStream.open(gateway, gate.couponId, user)) {
                stream.event(1);
                gate.awaitAppended();
                own.redis().kill();
                int heard = stream.comments();
                await().atMost(TestCatalogue.BOUND).until(() -> stream.comments() >= heard + 5);
                assertThat(stream.events()).hasSize(1);
                try (EventStream other = EventStream.open(gateway, gate.couponId, user)) {
                    refused(other, 503);
                }

                own.redis().restart();
                await().atMost(TestCatalogue.BOUND)
                        .ignoreExceptions()
                        .until(() -> gate.settle(1) != null);
                int since = stream.comments();
                await().atMost(TestCatalogue.BOUND).until(() -> stream.comments() >= since + 5);
                assertThat(stream.events()).as("of a gate that nobody trusts").hasSize(1);
                gate.trusted();
                assertThat(stream.event(2).id()).isEqualTo("2-Q0");
            }
        }
    }

    private static void refused(EventStream stream, int status) {
        assertThat(stream.answer().statusCode()).isEqualTo(status);
        assertThat(stream.answer().headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(stream.answer().headers().firstValueAsLong("Retry-After").orElseThrow())
                .isPositive();
    }

    private static long user() {
        return ThreadLocalRandom.current().nextLong(1_000_000, 1L << 50);
    }

    private static void publish(CouponEvent event) throws Exception {
        worker.send(EventCodec.record(event)).get();
    }

    /** A record for the same claim that nobody can read. */
    private static void poison(long couponId, long user) throws Exception {
        ProducerRecord<byte[], byte[]> good =
                EventCodec.record(new CouponIssued(couponId, user, 1, Instant.now()));
        worker.send(
                        new ProducerRecord<>(
                                good.topic(), null, good.key(), new byte[] {'{'}, good.headers()))
                .get();
    }
}
