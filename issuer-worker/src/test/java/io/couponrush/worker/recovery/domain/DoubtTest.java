package io.couponrush.worker.recovery.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.recovery.domain.GateFacts.Origin;
import io.couponrush.worker.recovery.domain.GateFacts.Phase;

import org.junit.jupiter.api.Test;

class DoubtTest {

    private static final GateFacts SOUND =
            new GateFacts(7, 2, Origin.HERE, Phase.NONE, true, 1, 10, 8, 3, 1, 1, 2);

    @Test
    void aSoundGateIsNotDoubted() {
        assertThat(Doubt.of(SOUND, 2, 3)).isEmpty();
        assertThat(Doubt.of(SOUND, 2, 4)).as("rows come before Redis is told").isEmpty();
    }

    @Test
    void aGateOfAnotherIncarnationIs() {
        assertThat(Doubt.of(made(Origin.ELSEWHERE), 2, 3)).hasValue(Doubt.RESTARTED);
        assertThat(Doubt.of(made(Origin.REWOUND), 2, 3)).hasValue(Doubt.REWOUND);
    }

    @Test
    void soIsOneOfAnotherEpoch() {
        assertThat(Doubt.of(SOUND, 1, 3)).hasValue(Doubt.OTHER_EPOCH);
        assertThat(Doubt.of(SOUND, 3, 3)).hasValue(Doubt.OTHER_EPOCH);
    }

    @Test
    void soIsOneThatNobodyIsFilling() {
        GateFacts left =
                new GateFacts(7, 2, Origin.HERE, Phase.LOADING, false, 0, 0, 8, 0, 0, 0, 0);

        assertThat(Doubt.of(left, 2, 8)).hasValue(Doubt.ABANDONED);
    }

    @Test
    void soIsOneThatIsIncomplete() {
        GateFacts half = new GateFacts(7, 2, Origin.HERE, Phase.NONE, false, 1, 10, 8, 3, 1, 1, 2);
        GateFacts torn = new GateFacts(7, 2, Origin.HERE, Phase.NONE, true, 1, 10, 7, 3, 1, 1, 2);

        assertThat(Doubt.of(half, 2, 3)).hasValue(Doubt.TORN);
        assertThat(Doubt.of(torn, 2, 3)).hasValue(Doubt.TORN);
    }

    @Test
    void soIsOneThatTakesMoreForIssuedThanThereAreRows() {
        assertThat(Doubt.of(SOUND, 2, 2)).hasValue(Doubt.UNBACKED);
    }

    private static GateFacts made(Origin origin) {
        return new GateFacts(7, 2, origin, Phase.NONE, true, 1, 10, 8, 3, 1, 1, 2);
    }
}
