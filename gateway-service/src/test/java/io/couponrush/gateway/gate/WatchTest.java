package io.couponrush.gateway.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestGate;
import io.couponrush.gateway.testing.TestGateway;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Snapshots of gates, from a real Redis. */
class WatchTest {

    private static TestGateway gateway;
    private static Gate gates;
    private static GateWatch watch;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
        gates = gateway.bean(Gate.class);
        watch = gateway.bean(GateWatch.class);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aCouponWhoseGateIsLostIsNamed() {
        TestGate gate = TestGate.open(5);
        assertThat(snapshot(gate)).isNotNull();
        assertThat(watch.withoutGate()).doesNotContain(gate.couponId);

        gate.redis.del(gate.keys.gate());

        await().atMost(TestCatalogue.BOUND)
                .until(
                        () -> { // asking each time: one without a gate is soon forgotten
                            var _ =
                                    watch.snapshot(gate.couponId)
                                            .blockOptional(TestCatalogue.BOUND);
                            return watch.withoutGate().contains(gate.couponId);
                        });
    }

    @Test
    void aSnapshotShowsTheGateAndWhatWaitsBehindIt() {
        TestGate gate = TestGate.open(5);
        for (long user = 1; user <= 3; user++) {
            gates.decide(gate.couponId, 1, user).join();
        }
        gate.settle(1);

        GateSnapshot seen = snapshot(gate);

        assertThat(seen.couponId()).isEqualTo(gate.couponId);
        assertThat(seen.state()).isEqualTo("OPEN");
        assertThat(seen.closed()).isFalse();
        assertThat(seen.raising()).isFalse();
        assertThat(seen.version()).isEqualTo(1);
        assertThat(seen.total()).isEqualTo(5);
        assertThat(seen.admitted()).isEqualTo(3);
        assertThat(seen.tickets()).isEqualTo(3);
        assertThat(seen.pending()).isEqualTo(2);
        assertThat(seen.settled()).isEqualTo(1);
        assertThat(seen.remaining()).isEqualTo(2);
        assertThat(seen.headSequence()).isEqualTo(2);
        assertThat(seen.asOf())
                .isBetween(gate.redisNow().minus(Duration.ofMinutes(1)), gate.redisNow());
    }

    @Test
    void aRaiseThatDoesNotCountYetIsShownAsSuch() {
        TestGate gate = TestGate.open(5).raise(9, Duration.ofMinutes(1));

        assertThat(snapshot(gate).total()).isEqualTo(5);
        assertThat(snapshot(gate).raising()).isTrue();
    }

    /** It bars every lease as a raise does, and it is no settled claim. */
    @Test
    void aReturnedSlotThatDoesNotCountYetIsShownAsSuch() {
        TestGate gate = TestGate.open(2);
        for (long user = 1; user <= 2; user++) {
            gates.decide(gate.couponId, 1, user).join();
        }
        gate.settle(1);
        gate.giveBack(2, Duration.ofMinutes(1));

        GateSnapshot before = snapshot(gate);
        assertThat(before.raising()).isTrue();
        assertThat(before.remaining()).isZero();
        assertThat(before.settled()).isEqualTo(1);
        assertThat(before.holding()).isEqualTo(1);
        assertThat(before.tickets()).isEqualTo(1);

        gate.redis.zadd(gate.keys.returned(), (double) gate.redisNow().toEpochMilli(), "2:2");
        await().atMost(TestCatalogue.BOUND).until(() -> !snapshot(gate).raising());
        GateSnapshot after = snapshot(gate);
        assertThat(after.remaining()).isEqualTo(1);
        assertThat(after.total()).isEqualTo(2);
        assertThat(after.admitted()).isEqualTo(2);
        assertThat(after.settled()).isEqualTo(1);
    }

    @Test
    void closedByTheClockOrByAnAdmin() {
        TestGate byAdmin = TestGate.open(5).set("state", "CLOSED");
        TestGate byClock = TestGate.open(5);
        byClock.set("closes", byClock.redisNow().toEpochMilli());

        assertThat(snapshot(byAdmin).closed()).isTrue();
        assertThat(snapshot(byClock).closed()).isTrue();
        assertThat(snapshot(byClock).headSequence()).isNull();
    }

    @Test
    void withoutAGateThereIsNone() {
        assertThat(watch.snapshot(TestGate.none().couponId).blockOptional(TestCatalogue.BOUND))
                .isEmpty();
    }

    /** Many ask; Redis is read a few times a second however many they are. */
    @Test
    void whoeverAsksGetsTheSameSnapshotUntilTheNextRound() {
        TestGate gate = TestGate.open(5);
        GateSnapshot first = snapshot(gate);

        gates.decide(gate.couponId, 1, 1).join();
        await().atMost(TestCatalogue.BOUND).until(() -> snapshot(gate).admitted() == 1);
        assertThat(snapshot(gate).asOf()).isAfter(first.asOf());

        Set<Instant> reads = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            reads.add(snapshot(gate).asOf());
        }
        assertThat(reads).hasSizeLessThan(500);
    }

    /** Reading the holders of a coupon that is forgotten at once would cost every claim a scan. */
    @Test
    void aClaimOfACouponBeyondTheWatchCostsOneCall() {
        try (TestGateway full = TestGateway.start(Map.of("rush.gate.max-watched", "1"))) {
            Gate decisions = full.bean(Gate.class);
            GateWatch only = full.bean(GateWatch.class);
            Objects.requireNonNull(
                    only.snapshot(TestGate.open(1).couponId).block(TestCatalogue.BOUND));
            List<TestGate> soldOut = Stream.generate(() -> TestGate.open(1)).limit(50).toList();
            soldOut.forEach(gate -> gate.admit(1));
            long scans = TestGate.calls("hscan");

            for (TestGate gate : soldOut) {
                assertThat(decisions.decide(gate.couponId, 1, 2).join())
                        .isEqualTo(new Admission.SoldOut());
            }

            // one that stays for a second is learnt, and a machine may stand still for a second
            assertThat(TestGate.calls("hscan") - scans).isLessThan(5);
        }
    }

    private static GateSnapshot snapshot(TestGate gate) {
        return Objects.requireNonNull(watch.snapshot(gate.couponId).block(TestCatalogue.BOUND));
    }
}
