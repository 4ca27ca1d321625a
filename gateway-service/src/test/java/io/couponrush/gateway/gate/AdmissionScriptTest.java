package io.couponrush.gateway.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.couponrush.gate.AdmissionScript;
import io.couponrush.gateway.gate.Admission.Admitted;
import io.couponrush.gateway.gate.Admission.Again;
import io.couponrush.gateway.gate.Admission.Closed;
import io.couponrush.gateway.gate.Admission.NoGate;
import io.couponrush.gateway.gate.Admission.NotOpen;
import io.couponrush.gateway.gate.Admission.Paused;
import io.couponrush.gateway.gate.Admission.Settled;
import io.couponrush.gateway.gate.Admission.SoldOut;
import io.couponrush.gateway.redis.LuaScript;
import io.couponrush.gateway.testing.TestGate;
import io.couponrush.gateway.testing.TestServers;
import io.couponrush.gateway.ticket.TicketState;
import io.couponrush.keys.CouponKeys;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/**
 * The script alone, on a real Redis.
 *
 * <p>Long, because it has a test for each answer and each line of the script's invariant.
 */
class AdmissionScriptTest {

    private static final LuaScript SCRIPT =
            LuaScript.load(AdmissionScript.class, AdmissionScript.NAME);

    private static RedisClient client;
    private static StatefulRedisConnection<String, String> connection;

    @BeforeAll
    static void connect() {
        client = RedisClient.create(TestServers.redis());
        connection = client.connect();
    }

    @AfterAll
    static void disconnect() {
        client.shutdown();
    }

    @Test
    void theFirstClaimIsAdmittedAndWaits() {
        TestGate gate = TestGate.open(2);

        Admitted first = admitted(claim(gate, 501));
        Admitted second = admitted(claim(gate, 502));

        assertThat(first.ticket()).isEqualTo(new TicketState.Queued(1, 0));
        assertThat(second.ticket()).isEqualTo(new TicketState.Queued(2, 1));
        assertThat(first.epoch()).isEqualTo(1);
        assertThat(Duration.between(first.decidedAt(), gate.redisNow()))
                .isBetween(Duration.ZERO, Duration.ofMinutes(1));
        assertThat(gate.redis.hgetall(gate.keys.tickets()))
                .containsOnly(entry("501", "1"), entry("502", "2"));
        assertThat(gate.redis.zrange(gate.keys.pending(), 0, -1)).containsExactly("501", "502");
        assertThat(gate.redis.zscore(gate.keys.pending(), "502")).isEqualTo(2.0);
        assertThat(gate.redis.hget(gate.keys.gate(), "admitted")).isEqualTo("2");
    }

    @Test
    void whoAsksAgainGetsTheSameTicketAndTakesNoSecondCoupon() {
        TestGate gate = TestGate.open(2);
        claim(gate, 501);
        claim(gate, 502);

        Admission again = claim(gate, 502);

        assertThat(again)
                .isInstanceOfSatisfying(
                        Again.class,
                        it -> assertThat(it.ticket()).isEqualTo(new TicketState.Queued(2, 1)));
        assertThat(gate.redis.hget(gate.keys.gate(), "admitted")).isEqualTo("2");
        assertThat(gate.redis.zcard(gate.keys.pending())).isEqualTo(2);
    }

    @Test
    void aSettledTicketIsToldAsItEnded() {
        TestGate gate = TestGate.open(3);
        for (long user : List.of(1L, 2L, 3L)) {
            claim(gate, user);
            gate.settle(user);
        }
        gate.redis.hset(gate.keys.rejected(), "2", "SOLD_OUT");
        gate.redis.hset(gate.keys.failed(), "3", "MALFORMED_VALUE");

        assertThat(claim(gate, 1)).isEqualTo(new Settled(new TicketState.Issued(1)));
        assertThat(claim(gate, 2)).isEqualTo(new Settled(new TicketState.Rejected(2, "SOLD_OUT")));
        assertThat(claim(gate, 3)).isEqualTo(new Settled(new TicketState.Failed(3)));
    }

    @Test
    void aTicketWinsOverEveryReasonToRefuse() {
        TestGate gate = TestGate.open(1);
        claim(gate, 501);

        assertThat(claim(gate, 501)).isInstanceOf(Again.class);
        gate.set("state", "PAUSED");
        assertThat(claim(gate, 501)).isInstanceOf(Again.class);
        gate.set("state", "CLOSED");
        assertThat(claim(gate, 501)).isInstanceOf(Again.class);
        gate.set("state", "OPEN").set("closes", gate.redisNow().toEpochMilli());
        assertThat(claim(gate, 501)).isInstanceOf(Again.class);
    }

    @Test
    void withoutStockNobodyIsAdmitted() {
        TestGate gate = TestGate.open(0);

        assertThat(claim(gate, 501)).isEqualTo(new SoldOut());
        assertNothingWritten(gate);
    }

    @Test
    void theLastCouponGoesToOne() {
        TestGate gate = TestGate.open(1);

        assertThat(claim(gate, 501)).isInstanceOf(Admitted.class);
        assertThat(claim(gate, 502)).isEqualTo(new SoldOut());
        assertThat(gate.redis.hget(gate.keys.gate(), "admitted")).isEqualTo("1");
        assertThat(gate.redis.hlen(gate.keys.tickets())).isEqualTo(1);
    }

    @Test
    void beforeTheOpeningNothingIsTaken() {
        TestGate gate = TestGate.open(1);
        long opens = gate.redisNow().plusSeconds(60).toEpochMilli();
        gate.set("opens", opens);

        assertThat(claim(gate, 501))
                .isInstanceOfSatisfying(
                        NotOpen.class,
                        it -> {
                            assertThat(it.opensAt().toEpochMilli()).isEqualTo(opens);
                            assertThat(it.now()).isBefore(it.opensAt());
                        });
        assertNothingWritten(gate);
    }

    /** The edges are half open: from the first instant of opens to the last before closes. */
    @Test
    void theWindowIsJudgedByTheClockOfRedis() {
        TestGate gate = TestGate.open(10);
        long soon = gate.redisNow().plusMillis(150).toEpochMilli();
        gate.set("opens", soon);

        Admission last = claim(gate, 501);
        while (last instanceof NotOpen notOpen) {
            assertThat(notOpen.now().toEpochMilli()).isLessThan(soon);
            last = claim(gate, 501);
        }
        assertThat(admitted(last).decidedAt().toEpochMilli()).isGreaterThanOrEqualTo(soon);

        long end = gate.redisNow().plusMillis(150).toEpochMilli();
        gate.set("closes", end).set("total", Long.MAX_VALUE >> 11);
        long user = 1_000;
        Admission next = claim(gate, user);
        while (next instanceof Admitted it) {
            assertThat(it.decidedAt().toEpochMilli()).isLessThan(end);
            next = claim(gate, ++user);
        }
        assertThat(next).isEqualTo(new Closed());
        assertThat(gate.redisNow().toEpochMilli()).isGreaterThanOrEqualTo(end);
    }

    @Test
    void pausedAndClosedAdmitNobody() {
        TestGate gate = TestGate.open(1).set("state", "PAUSED");
        assertThat(claim(gate, 501)).isEqualTo(new Paused());

        gate.set("state", "CLOSED");
        assertThat(claim(gate, 501)).isEqualTo(new Closed());
        assertNothingWritten(gate);
    }

    @Test
    void aStateNobodyKnowsAdmitsNobody() {
        TestGate gate = TestGate.open(1).set("state", "FROZEN");

        assertThat(claim(gate, 501)).isEqualTo(new Paused());
        assertNothingWritten(gate);
    }

    @Test
    void withoutAGateNobodyCanDecide() {
        TestGate gate = TestGate.none();

        assertThat(claim(gate, 501)).isEqualTo(new NoGate());
        assertThat(gate.redis.exists(gate.keys.tickets(), gate.keys.pending())).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "total",
                "opens",
                "closes",
                "state",
                "admitted",
                "epoch",
                "expires",
                "run_id"
            })
    void halfAGateIsNone(String missing) {
        TestGate gate = TestGate.open(1);
        gate.redis.hdel(gate.keys.gate(), missing);

        assertThat(claim(gate, 501)).isEqualTo(new NoGate());
        assertThat(gate.redis.exists(gate.keys.tickets(), gate.keys.pending())).isZero();
    }

    @Test
    void aRaiseCountsFromItsTimeOn() {
        TestGate gate = TestGate.open(1);
        claim(gate, 501);

        gate.raise(2, Duration.ofMinutes(1));
        assertThat(claim(gate, 502)).isEqualTo(new SoldOut());

        gate.set("raised_at", gate.redisNow().toEpochMilli());
        assertThat(admitted(claim(gate, 502)).ticket().sequence()).isEqualTo(2);
        assertThat(claim(gate, 503)).isEqualTo(new SoldOut());
    }

    @Test
    void aReturnedSlotCountsFromItsTimeOn() {
        TestGate gate = TestGate.open(1);
        claim(gate, 501);
        gate.giveBack(501, Duration.ofMinutes(1));
        assertThat(claim(gate, 502)).isEqualTo(new SoldOut());

        gate.redis.zadd(gate.keys.returned(), (double) gate.redisNow().toEpochMilli(), "501:1");
        assertThat(admitted(claim(gate, 502)).ticket()).isEqualTo(new TicketState.Queued(2, 0));
        assertThat(claim(gate, 503)).isEqualTo(new SoldOut());
    }

    /** Never the old sequence: somebody may have been told it, or written it in a row. */
    @Test
    void whoGaveASlotBackMayClaimAgainAndGetsANewSequence() {
        TestGate gate = TestGate.open(1);
        assertThat(admitted(claim(gate, 501)).ticket().sequence()).isEqualTo(1);
        gate.giveBack(501, Duration.ZERO);

        assertThat(admitted(claim(gate, 501)).ticket().sequence()).isEqualTo(2);
        assertThat(claim(gate, 501)).isInstanceOf(Again.class);
    }

    @Test
    void aReturnedSlotAndARaiseCountBothAndEachAtItsTime() {
        TestGate gate = TestGate.open(1);
        claim(gate, 501);
        gate.giveBack(501, Duration.ZERO);
        gate.raise(2, Duration.ofMinutes(1));

        assertThat(claim(gate, 502)).isInstanceOf(Admitted.class);
        assertThat(claim(gate, 503)).isEqualTo(new SoldOut());
        gate.set("raised_at", gate.redisNow().toEpochMilli());
        assertThat(claim(gate, 503)).isInstanceOf(Admitted.class);
        assertThat(claim(gate, 504)).isEqualTo(new SoldOut());
    }

    /** As after a restart: all data is there, and maybe the last second is not. */
    @Test
    void aGateMadeInAnotherIncarnationDecidesNothing() {
        TestGate gate = TestGate.open(2);
        claim(gate, 501);
        String here = gate.runId();
        gate.set("run_id", "0".repeat(40));

        assertThat(claim(gate, 501)).as("not even for who has a ticket").isEqualTo(new NoGate());
        assertThat(claim(gate, 502)).isEqualTo(new NoGate());
        assertThat(claimAs(gate, here, 0)).isEqualTo(new NoGate());
        assertThat(gate.redis.hget(gate.keys.gate(), "admitted")).isEqualTo("1");
        assertThat(claimAs(gate.trusted(), here, 0)).isInstanceOf(Again.class);
    }

    @Test
    void aGateOlderThanWhatTheCallerHasHeardOfDecidesNothing() {
        TestGate gate = TestGate.open(1).set("epoch", 3);

        assertThat(claimAs(gate, gate.runId(), 4)).isEqualTo(new NoGate());
        assertNothingWritten(gate);
        assertThat(claimAs(gate, gate.runId(), 3)).isInstanceOf(Admitted.class);
        assertThat(claimAs(gate, gate.runId(), 2)).isInstanceOf(Again.class);
    }

    @Test
    void withoutAllItsTicketsAGateDecidesNothing() {
        TestGate gate = TestGate.open(5);
        claim(gate, 501);
        claim(gate, 502);
        gate.giveBack(502, Duration.ZERO);
        assertThat(claim(gate, 503)).isInstanceOf(Admitted.class);

        gate.redis.del(gate.keys.tickets());

        assertThat(claim(gate, 504)).isEqualTo(new NoGate());
        assertThat(gate.redis.exists(gate.keys.tickets())).isZero();
    }

    /** Only as long as nobody else was told of the ticket may its slot be returned. */
    @Test
    void aDirectTicketIsDirectUntilSomebodyElseIsToldOfIt() {
        TestGate gate = TestGate.open(3);
        String[] keys = AdmissionScript.keys(gate.keys).toArray(String[]::new);
        direct(keys, 501);
        direct(keys, 502);
        claim(gate, 503);
        assertThat(gate.redis.smembers(gate.keys.direct())).containsOnly("501", "502");
        long expires = Long.parseLong(gate.redis.hget(gate.keys.gate(), "expires"));
        assertThat(expiry(gate.keys.direct(), gate)).isCloseTo(expires, within());

        claim(gate, 501);
        direct(keys, 502);
        assertThat(gate.redis.exists(gate.keys.direct())).isZero();
    }

    @Test
    void whatAnAdmissionCreatesExpiresWithTheGate() {
        TestGate gate = TestGate.open(5);
        long expires = Long.parseLong(gate.redis.hget(gate.keys.gate(), "expires"));

        claim(gate, 501);
        assertThat(expiry(gate.keys.tickets(), gate)).isCloseTo(expires, within());
        assertThat(expiry(gate.keys.pending(), gate)).isCloseTo(expires, within());

        gate.settle(501); // the emptied set is gone, and its expiry with it
        claim(gate, 502);
        assertThat(expiry(gate.keys.pending(), gate)).isCloseTo(expires, within());
    }

    /** P1, P2 and P5 of the script: 5,000 users, three claims each, over eight connections. */
    @Test
    void manyAtOnceGetSequencesWithoutGapsAndExactlyTheTotal() {
        int total = 1_000;
        TestGate gate = TestGate.open(total);
        List<StatefulRedisConnection<String, String>> connections = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            connections.add(client.connect());
        }
        List<CompletableFuture<Admission>> claims = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int user = 1; user <= 5_000; user++) {
                RedisAsyncCommands<String, String> redis =
                        connections.get((user + round) % 8).async();
                claims.add(claim(redis, gate.keys, user));
            }
        }
        List<Admission> answers = claims.stream().map(CompletableFuture::join).toList();
        connections.forEach(StatefulRedisConnection::close);

        assertThat(answers.stream().filter(Admitted.class::isInstance))
                .extracting(it -> ((Admitted) it).ticket().sequence())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, total).boxed().toList());
        assertThat(gate.redis.hlen(gate.keys.tickets())).isEqualTo(total);
        assertThat(gate.redis.zcard(gate.keys.pending())).isEqualTo(total);
        assertThat(gate.redis.hget(gate.keys.gate(), "admitted")).isEqualTo("" + total);
        assertThat(gate.redis.hvals(gate.keys.tickets())).doesNotHaveDuplicates();
    }

    private static Admission claim(TestGate gate, long user) {
        return claim(connection.async(), gate.keys, user).join();
    }

    private static CompletableFuture<Admission> claim(
            RedisAsyncCommands<String, String> redis, CouponKeys keys, long user) {
        String[] touched = AdmissionScript.keys(keys).toArray(String[]::new);
        return SCRIPT.run(redis, touched, AdmissionScript.queued(user, AdmissionScript.ASK, 0))
                .thenApply(AdmissionReply::decode);
    }

    private static void direct(String[] keys, long user) {
        SCRIPT.run(connection.async(), keys, AdmissionScript.direct(user, AdmissionScript.ASK, 0))
                .join();
    }

    private static Admission claimAs(TestGate gate, String runId, long epoch) {
        String[] touched = AdmissionScript.keys(gate.keys).toArray(String[]::new);
        return SCRIPT.run(connection.async(), touched, AdmissionScript.queued(501, runId, epoch))
                .thenApply(AdmissionReply::decode)
                .join();
    }

    private static Admitted admitted(Admission admission) {
        assertThat(admission).isInstanceOf(Admitted.class);
        return (Admitted) admission;
    }

    private static void assertNothingWritten(TestGate gate) {
        assertThat(gate.redis.exists(gate.keys.tickets(), gate.keys.pending())).isZero();
        assertThat(gate.redis.hget(gate.keys.gate(), "admitted")).isEqualTo("0");
    }

    /** Epoch milliseconds; Redis 6 tells only how long is left. */
    private static long expiry(String key, TestGate gate) {
        return gate.redisNow().toEpochMilli() + Objects.requireNonNull(gate.redis.pttl(key));
    }

    private static Offset<Long> within() {
        return Offset.offset(Duration.ofMinutes(1).toMillis());
    }
}
