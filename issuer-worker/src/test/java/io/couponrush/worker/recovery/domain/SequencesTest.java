package io.couponrush.worker.recovery.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequencesTest {

    @Test
    void whoeverIsNotStoodForIsNobodys() {
        Sequences sequences = new Sequences(5, 0);
        sequences.stood(2);
        sequences.stood(4);

        assertThat(sequences.floor()).isEqualTo(5);
        assertThat(sequences.nobodys()).containsExactly(1L, 3L, 5L);
    }

    @Test
    void theFloorIsNoLowerThanAnythingKnown() {
        Sequences sequences = new Sequences(2, 6);
        assertThat(sequences.floor()).isEqualTo(6);

        sequences.stood(8);
        assertThat(sequences.floor()).isEqualTo(8);
        assertThat(sequences.nobodys()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void aForgeryMovesNothing() {
        Sequences sequences = new Sequences(2, Long.MAX_VALUE);
        sequences.stood(1L << 52);

        assertThat(sequences.floor()).isEqualTo(2);
        assertThat(sequences.nobodys()).containsExactly(1L, 2L);
    }
}
