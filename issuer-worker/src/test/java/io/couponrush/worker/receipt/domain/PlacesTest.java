package io.couponrush.worker.receipt.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.receipt.domain.Place.Taken;
import io.couponrush.worker.receipt.domain.Place.Vacant;
import io.couponrush.worker.receipt.domain.Place.Why;

import org.junit.jupiter.api.Test;

import java.time.Instant;

class PlacesTest {

    private static final Instant NOON = Instant.parse("2026-12-01T03:00:00.123456Z");

    @Test
    void everySequenceHasAHolderOrAReason() {
        Places places = new Places(4);

        assertThat(places.take(new Taken(1, 11, Ending.ISSUED, NOON))).isTrue();
        assertThat(places.take(new Taken(3, 13, Ending.DISCARDED, NOON))).isTrue();
        places.vacate(3, Why.RETURNED);
        places.vacate(2, Why.RETURNED);
        assertThat(places.unexplained()).hasValue(4);
        places.vacate(4, Why.UNCLAIMED);

        assertThat(places.unexplained()).isEmpty();
        assertThat(places.at(1)).isEqualTo(new Taken(1, 11, Ending.ISSUED, NOON));
        assertThat(places.at(2)).isEqualTo(new Vacant(2, Why.RETURNED));
        assertThat(places.at(3)).isEqualTo(new Taken(3, 13, Ending.DISCARDED, NOON));
        assertThat(places.at(4)).isEqualTo(new Vacant(4, Why.UNCLAIMED));
        assertThat(places.tally()).isEqualTo(new Tally(4, 1, 2));
    }

    @Test
    void twoOnOnePlaceAreNotHidden() {
        Places places = new Places(1);

        assertThat(places.take(new Taken(1, 11, Ending.ISSUED, NOON))).isTrue();
        assertThat(places.take(new Taken(1, 12, Ending.ISSUED, NOON))).isFalse();
    }

    @Test
    void aPlaceThatWasNeverGivenIsNotHidden() {
        Places places = new Places(1);

        assertThat(places.take(new Taken(2, 11, Ending.ISSUED, NOON))).isFalse();
        assertThat(places.take(new Taken(0, 11, Ending.ISSUED, NOON))).isFalse();
    }

    @Test
    void ofOneClaimTheRowCountsMost() {
        Places places = new Places(1);

        places.take(new Taken(1, 11, Ending.SOLD_OUT, NOON));
        places.take(new Taken(1, 11, Ending.ISSUED, NOON.plusSeconds(1)));
        places.take(new Taken(1, 11, Ending.ELSEWHERE, NOON));

        assertThat(places.at(1)).isEqualTo(new Taken(1, 11, Ending.ISSUED, NOON.plusSeconds(1)));
    }

    @Test
    void nobodyCameIsNoTrouble() {
        assertThat(new Places(0).unexplained()).isEmpty();
        assertThat(new Places(0).tally()).isEqualTo(new Tally(0, 0, 0));
    }
}
