package io.couponrush.system.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

class AgendaTest {

    private static final URI SERVER = URI.create("http://localhost:1");

    private final Agenda agenda = new Agenda();
    private final Step first = new Probe(SERVER, "first");
    private final Step second = new Probe(SERVER, "second");

    @Test
    void keepsTheOrderOfSteps() {
        agenda.add(first);
        agenda.add(second);

        assertThat(agenda.next(0, 0)).isSameAs(first);
        assertThat(agenda.next(0, 0)).isSameAs(second);
        assertThat(agenda.next(0, 0)).isNull();
    }

    @Test
    void holdsATimedStepBackUntilItIsDue() {
        agenda.addAt(20, second);
        agenda.addAt(10, first);

        assertThat(agenda.isDue(9, 0)).isFalse();
        assertThat(agenda.next(9, 0)).isNull();
        assertThat(agenda.isDue(10, 0)).isTrue();
        assertThat(agenda.next(30, 0)).isSameAs(first);
        assertThat(agenda.next(30, 0)).isSameAs(second);
    }

    @Test
    void looksAfterThoseWhoWaitWhileTheRushGoesOn() {
        for (int i = 0; i < 100; i++) {
            agenda.add(first);
        }
        for (int i = 0; i < 100; i++) {
            agenda.addAt(0, second);
        }

        List<Step> picked = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            picked.add(agenda.next(1, 0));
        }

        assertThat(picked.stream().filter(second::equals)).hasSize(10);
    }

    @Test
    void isFinishedWhenNothingIsLeftOrOnItsWay() {
        agenda.add(first);
        assertThat(agenda.isFinished()).isFalse();

        agenda.next(0, 0);
        assertThat(agenda.isFinished()).isFalse();

        agenda.done();
        assertThat(agenda.isFinished()).isTrue();
    }
}
