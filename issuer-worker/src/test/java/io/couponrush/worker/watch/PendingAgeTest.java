package io.couponrush.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class PendingAgeTest {

    private final PendingAge age = new PendingAge();

    @Test
    void nothingPendingHasNoAge() {
        assertThat(at(0, 0, 0)).isZero();
        assertThat(at(60, 500, 0)).isZero();
    }

    @Test
    void aClaimIsAsOldAsTheFirstLookThatFoundItAdmitted() {
        at(0, 0, 0);
        assertThat(at(1, 10, 1)).isZero();
        assertThat(at(5, 30, 1)).isEqualTo(4);
        assertThat(at(7, 30, 11)).as("admitted between the looks at 1 and 5").isEqualTo(2);
        assertThat(at(8, 30, 30)).isEqualTo(3);
    }

    @Test
    void whoeverComesAfterAQuietTimeIsYoung() {
        at(0, 10, 1);
        at(10, 10, 0);
        assertThat(at(100, 11, 11)).isZero();
        assertThat(at(130, 11, 11)).isEqualTo(30);
        assertThat(at(131, 11, 0)).isZero();
        at(140, 11, 0);
        assertThat(at(150, 12, 12)).isZero();
        assertThat(at(151, 12, 12)).isEqualTo(1);
    }

    @Test
    void aReplayedClaimIsAsOldAsItsReplay() {
        at(0, 10, 1);
        at(10, 10, 0);
        at(20, 10, 0);
        assertThat(at(22, 10, 3)).isEqualTo(2);

        at(30, 20, 15);
        assertThat(at(40, 20, 4)).as("behind it the younger ones still wait").isZero();
        assertThat(at(41, 20, 4)).isEqualTo(1);
    }

    @Test
    void aCounterThatFallsBeginsAnew() {
        at(0, 100, 90);
        at(10, 100, 90);
        assertThat(at(20, 80, 70)).isZero();
        assertThat(at(25, 80, 70)).isEqualTo(5);
    }

    @Test
    void aLongStandstillUnderLoadIsRemembered() {
        for (int second = 0; second < 5_000; second++) {
            at(second, second + 1, 1);
        }
        assertThat(at(5_000, 5_001, 1)).isEqualTo(5_000);
        assertThat(at(5_001, 5_002, 2_001)).isBetween(2_900L, 3_002L);
    }

    private long at(long second, long admitted, long head) {
        return age.at(Duration.ofSeconds(second).toNanos(), admitted, head).toSeconds();
    }
}
