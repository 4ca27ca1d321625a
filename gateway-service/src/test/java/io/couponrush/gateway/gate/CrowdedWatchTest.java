package io.couponrush.gateway.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestGate;
import io.couponrush.gateway.testing.TestGateway;
import io.micrometer.core.instrument.MeterRegistry;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** More coupons are asked about than may be watched, on a real Redis. */
class CrowdedWatchTest {

    private static final int PLACES = 20;
    private static final long NOBODY = 999_999_999;

    private static TestGateway gateway;
    private static Gate gates;
    private static GateWatch watch;

    @BeforeAll
    static void start() {
        // nobody is forgotten in the time of a test merely because nobody asks
        gateway =
                TestGateway.start(
                        Map.of(
                                "rush.gate.max-watched",
                                "" + PLACES,
                                "rush.gate.watched-for",
                                "1h"));
        gates = gateway.bean(Gate.class);
        watch = gateway.bean(GateWatch.class);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    /** They came first, and go on: whoever counts down to noon is served all the same. */
    @Test
    void askingForOldCouponsDoesNotMakeTheOneOfACrowdCostARead() {
        List<TestGate> old = Stream.generate(() -> TestGate.open(1)).limit(2 * PLACES).toList();
        for (int i = 0; i < 3; i++) {
            old.forEach(CrowdedWatchTest::ask);
        }
        TestGate noon = TestGate.open(5);

        int rounds = 20;
        int cheap = 0;
        for (int round = 0; round < rounds; round++) {
            old.forEach(CrowdedWatchTest::ask);
            double before = reads();
            for (int i = 0; i < 50; i++) {
                ask(noon);
            }
            cheap += reads() - before < 25 ? 1 : 0;
        }

        // in a round that takes long, all that is watched is read once more
        assertThat(cheap).isGreaterThan(rounds / 2);
    }

    @Test
    void noMoreAreWatchedThanMayBe() {
        Stream.generate(TestGate::none).limit(3 * PLACES).forEach(CrowdedWatchTest::askInVain);

        assertThat(watch.withoutGate()).hasSizeLessThanOrEqualTo(PLACES);
    }

    @Test
    void aCouponWithoutAGateSoonGivesItsPlaceBack() {
        TestGate lost = TestGate.none();
        for (int i = 0; i < 50; i++) {
            askInVain(lost);
        }
        await().atMost(TestCatalogue.BOUND)
                .until(
                        () -> {
                            askInVain(lost);
                            return watch.withoutGate().contains(lost.couponId);
                        });

        await().atMost(TestCatalogue.BOUND)
                .until(() -> !watch.withoutGate().contains(lost.couponId));
    }

    /** The old one is asked for by nobody any more; who comes late is then refused from memory. */
    @Test
    void aSoldOutCouponIsRememberedAlthoughOthersCameFirst() {
        Stream.generate(() -> TestGate.open(1)).limit(PLACES).forEach(CrowdedWatchTest::ask);
        TestGate gate = soldOut();

        await().atMost(TestCatalogue.BOUND)
                .until(
                        () -> {
                            gates.decide(gate.couponId, 1, NOBODY).join();
                            return gates.recall(gate.couponId, NOBODY) != null;
                        });
    }

    /** Reading the holders takes longer than all that is saved if the place is lost at once. */
    @Test
    void soldOutCouponsThatTakeTheSamePlaceInTurnsAreNotLearntAgainAndAgain() {
        try (TestGateway one = TestGateway.start(Map.of("rush.gate.max-watched", "1"))) {
            Gate decisions = one.bean(Gate.class);
            List<TestGate> both = List.of(soldOut(), soldOut());
            long before = TestGate.calls("hscan");

            long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            int claims = 0;
            while (System.nanoTime() < end || claims <= 100) {
                for (TestGate gate : both) {
                    if (decisions.recall(gate.couponId, NOBODY) == null) {
                        decisions.decide(gate.couponId, 1, NOBODY).join();
                    }
                    claims++;
                }
            }

            assertThat(TestGate.calls("hscan") - before).isLessThan(5);
        }
    }

    private static TestGate soldOut() {
        TestGate gate = TestGate.open(1);
        gates.decide(gate.couponId, 1, 1).join();
        return gate;
    }

    private static void ask(TestGate gate) {
        Objects.requireNonNull(watch.snapshot(gate.couponId).block(TestCatalogue.BOUND));
    }

    private static void askInVain(TestGate gate) {
        assertThat(watch.snapshot(gate.couponId).blockOptional(TestCatalogue.BOUND)).isEmpty();
    }

    private static double reads() {
        return gateway.bean(MeterRegistry.class).counter("rush.gate.reads").count();
    }
}
