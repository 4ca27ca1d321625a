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

    /** Of 5, two of which have a row: three slots lead to 6, 7 and 8. */
    @Test
    void aFreeSlotIsOneSequenceMore() {
        Sequences sequences = new Sequences(5, 0);
        sequences.stood(2);
        sequences.stood(4);

        assertThat(sequences.spare(5)).isEqualTo(3);
        assertThat(sequences.spare(3)).as("the floor is 5").isEqualTo(3);
    }

    /** Rejected claims take sequences that no slot stands for, and no later gate may give them. */
    @Test
    void theNextFloorIsNoLowerThanThisOne() {
        Sequences sequences = new Sequences(2, 9);
        for (long sequence = 1; sequence <= 9; sequence++) {
            sequences.stood(sequence);
        }

        assertThat(sequences.spare(2)).isEqualTo(7);
    }

    /** Somebody was admitted in the place of whom an admin has given up. */
    @Test
    void whoWasGivenUpHasASuccessor() {
        Sequences sequences = new Sequences(2, 0);
        sequences.stood(1);
        sequences.stood(2);
        sequences.gaveBack();

        assertThat(sequences.floor()).isEqualTo(3);
        assertThat(sequences.nobodys()).containsExactly(3L);
        assertThat(sequences.spare(2)).isEqualTo(2);
    }

    @Test
    void aForgeryMovesNothing() {
        Sequences sequences = new Sequences(2, Long.MAX_VALUE);
        sequences.stood(1L << 52);

        assertThat(sequences.floor()).isEqualTo(2);
        assertThat(sequences.nobodys()).containsExactly(1L, 2L);
    }
}
