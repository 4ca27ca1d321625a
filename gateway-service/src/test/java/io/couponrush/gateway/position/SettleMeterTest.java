package io.couponrush.gateway.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.time.Instant;

class SettleMeterTest {

    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

    private final SettleMeter meter = new SettleMeter();

    @Test
    void knowsNothingFromOneSample() {
        meter.sample(10, 5, START);

        assertThat(meter.perSecond()).isNaN();
    }

    @Test
    void measuresASteadyPace() {
        for (int quarter = 0; quarter <= 20; quarter++) {
            meter.sample(quarter * 25L, 1000, START.plusMillis(quarter * 250L));
        }

        assertThat(meter.perSecond()).isCloseTo(100, within(0.001));
    }

    @Test
    void followsAChangeOfPaceWithinAFewSeconds() {
        meter.sample(0, 1000, START);
        meter.sample(100, 1000, START.plusSeconds(1));
        for (int second = 2; second <= 12; second++) {
            meter.sample(100 + (second - 1) * 10L, 1000, START.plusSeconds(second));
        }

        assertThat(meter.perSecond()).isCloseTo(10, within(1.0));
    }

    @Test
    void fallsWhileClaimsWaitAndNothingIsSettled() {
        meter.sample(0, 100, START);
        meter.sample(100, 100, START.plusSeconds(1));
        meter.sample(100, 100, START.plusSeconds(21));

        assertThat(meter.perSecond()).isLessThan(0.01);
    }

    @Test
    void doesNotCountTimeInWhichNothingWaited() {
        meter.sample(0, 100, START);
        meter.sample(100, 0, START.plusSeconds(1));
        meter.sample(100, 0, START.plusSeconds(3600));

        assertThat(meter.perSecond()).isEqualTo(100);
    }

    @Test
    void startsAnewWhenTheBooksWereRebuilt() {
        meter.sample(0, 100, START);
        meter.sample(100, 100, START.plusSeconds(1));
        meter.sample(50, 150, START.plusSeconds(2));

        assertThat(meter.perSecond()).isNaN();
    }

    /** Rounds that were held up may follow each other at once. */
    @Test
    void twoSamplesOfOneMomentAreNoPace() {
        meter.sample(0, 100, START);
        meter.sample(20, 80, START.plusNanos(300_000));
        assertThat(meter.perSecond()).isNaN();

        meter.sample(100, 0, START.plusSeconds(1));
        assertThat(meter.perSecond()).isEqualTo(100);
    }

    @Test
    void ignoresASampleThatIsNotNewer() {
        meter.sample(0, 100, START);
        meter.sample(100, 100, START.plusSeconds(1));
        meter.sample(5000, 100, START.plusSeconds(1));

        assertThat(meter.perSecond()).isEqualTo(100);
    }
}
