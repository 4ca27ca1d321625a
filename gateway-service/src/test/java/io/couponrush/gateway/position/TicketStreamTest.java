package io.couponrush.gateway.position;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.gateway.ticket.TicketState;
import io.couponrush.gateway.ticket.TicketState.Issued;
import io.couponrush.gateway.ticket.TicketState.Queued;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;

class TicketStreamTest {

    @Test
    void passesOnWhatIsNews() {
        assertThat(told(null, new Queued(9, 3), new Queued(9, 1), new Issued(9)))
                .containsExactly(new Queued(9, 3), new Queued(9, 1), new Issued(9));
    }

    @Test
    void neverSaysTheSameTwiceNorLetsAPositionGrow() {
        assertThat(
                        told(
                                null,
                                new Queued(9, 3),
                                new Queued(9, 3),
                                new Queued(9, 5),
                                new Queued(9, 2)))
                .containsExactly(new Queued(9, 3), new Queued(9, 2));
    }

    @Test
    void nothingFollowsASettledState() {
        assertThat(told(null, new Issued(9), new Queued(9, 1), new TicketState.Failed(9)))
                .containsExactly(new Issued(9));
    }

    @Test
    void doesNotRepeatWhatAnEarlierStreamHasTold() {
        assertThat(told("9-Q3", new Queued(9, 3), new Queued(9, 2)))
                .containsExactly(new Queued(9, 2));
        assertThat(told("9-Q3", new Queued(9, 2))).containsExactly(new Queued(9, 2));
        assertThat(told("8-Q3", new Queued(9, 3))).containsExactly(new Queued(9, 3));
        assertThat(told("9-Q3", new Issued(9))).containsExactly(new Issued(9));
    }

    @Test
    void hasNothingToSayToWhoKnowsTheEnd() {
        TicketStream stream = new TicketStream(1, 2, "9-I");
        stream.offer(new Issued(9));

        assertThat(stream.hasNothingToSay()).isTrue();
    }

    private static List<TicketState> told(@Nullable String resumedFrom, TicketState... offered) {
        TicketStream stream = new TicketStream(1, 2, resumedFrom);
        List.of(offered).forEach(stream::offer);
        stream.end();
        return stream.states().collectList().blockOptional().orElseThrow();
    }
}
