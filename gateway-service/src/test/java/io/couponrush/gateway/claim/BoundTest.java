package io.couponrush.gateway.claim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

class BoundTest {

    private static final int MOST = 3_000;
    private static final long WAIT = TimeUnit.SECONDS.toNanos(1);

    private long now = -5; // nanoTime may be anything
    private final Bound bound = new Bound(MOST, WAIT, now);

    @Test
    void anIdleGatewayLetsABurstIn() {
        now += TimeUnit.HOURS.toNanos(1);

        assertThat(bound.at(now, 0)).isEqualTo(MOST);
        assertThat(bound.at(now, 2_999)).isEqualTo(MOST);
    }

    /** 2,000 at once, and not one answered yet: the machine may be slow, but nobody knows. */
    @Test
    void aBurstBelowTheHighestBoundIsNeverAQueue() {
        for (int i = 0; i < 20; i++) {
            assertThat(window(0, 2_000)).isEqualTo(MOST);
        }
    }

    @Test
    void aFewUsersTeachNoPace() {
        for (int i = 0; i < 20; i++) {
            assertThat(window(5, 3)).isEqualTo(MOST);
        }
    }

    @Test
    void underALastingLoadAsManyWaitAsAreAnsweredInTheLongestWait() {
        int last = MOST;
        for (int i = 0; i < 20; i++) {
            last = window(200, last); // 800 a second
        }
        assertThat(last).isBetween(800, 801);

        for (int i = 0; i < 20; i++) {
            last = window(500, last);
        }
        assertThat(last).isBetween(1_999, 2_000);
    }

    @Test
    void onePauseDoesNotCloseTheDoor() {
        int last = MOST;
        for (int i = 0; i < 20; i++) {
            last = window(500, last);
        }
        assertThat(window(0, last)).isBetween(990, 1_010);
    }

    @Test
    void someAreAlwaysLetInToSeeHowFastItGoes() {
        int last = MOST;
        for (int i = 0; i < 100; i++) {
            last = window(0, last);
        }
        assertThat(last).isEqualTo(Bound.LEAST);
    }

    @Test
    void whenTheQueueHasDrainedTheBoundIsTheHighestAgain() {
        int last = MOST;
        for (int i = 0; i < 20; i++) {
            last = window(200, last);
        }
        assertThat(window(200, 10)).isEqualTo(MOST);
    }

    @Test
    void aSmallGatewayStaysSmall() {
        assertThat(new Bound(3, WAIT, now).at(now + WAIT, 3)).isEqualTo(3);
    }

    private int window(int answered, int waiting) {
        for (int i = 0; i < answered; i++) {
            bound.answered();
        }
        now += Bound.WINDOW_NANOS;
        return bound.at(now, waiting);
    }
}
