package io.couponrush.worker.recovery.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.recovery.domain.Look.Range;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

class LookTest {

    private static final Duration OVERDUE = Duration.ofSeconds(5);
    private static final long THEN = 1_000;
    private static final long LATER = THEN + OVERDUE.toNanos();

    private final Look look =
            new Look(THEN, Map.of(7L, 40L, 8L, 2L), new Offsets(Map.of(0, 10L, 1, 20L)));

    @Test
    void itIsOldWhenTheTimeHasPassed() {
        assertThat(look.isOld(LATER - 1, OVERDUE)).isFalse();
        assertThat(look.isOld(LATER, OVERDUE)).isTrue();
    }

    @Test
    void itIsPassedWhenTheConsumerHasReachedAllEnds() {
        assertThat(look.isPassed(offsets(10, 20))).isTrue();
        assertThat(look.isPassed(offsets(11, 25))).isTrue();
        assertThat(look.isPassed(offsets(9, 20))).isFalse();
        assertThat(look.isPassed(new Offsets(Map.of(1, 20L)))).isFalse();
    }

    @Test
    void aRangeIsDoneInPieces() {
        assertThat(look.ranges())
                .containsExactlyInAnyOrder(new Range(7, 0, 40), new Range(8, 0, 2));

        look.doneUpTo(new Range(7, 0, 40), 30);
        look.done(8);
        assertThat(look.ranges()).containsExactly(new Range(7, 30, 40));

        look.done(7);
        assertThat(look.isDone()).isTrue();
    }

    private static Offsets offsets(long first, long second) {
        return new Offsets(Map.of(0, first, 1, second));
    }
}
