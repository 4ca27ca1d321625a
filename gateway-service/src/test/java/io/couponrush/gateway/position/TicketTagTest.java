package io.couponrush.gateway.position;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.gateway.ticket.TicketState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

class TicketTagTest {

    @Test
    void namesEveryContentDifferently() {
        List<TicketState> states =
                List.of(
                        new TicketState.Queued(1, 2),
                        new TicketState.Queued(1, 3),
                        new TicketState.Queued(2, 2),
                        new TicketState.Issued(1),
                        new TicketState.Rejected(1, "SOLD_OUT"),
                        new TicketState.Rejected(1, "COUPON_UNKNOWN"),
                        new TicketState.Failed(1));
        Set<String> tags = new HashSet<>();
        for (TicketState state : states) {
            tags.add(TicketTag.etag(state, "OPEN"));
        }

        assertThat(tags).hasSize(states.size()).allMatch(tag -> tag.matches("W/\"[!-~&&[^\"]]+\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1-I-OPEN\"", "W/\"1-I-OPEN\"", "\"x\", \"1-I-OPEN\"", "*"})
    void matches(String header) {
        assertThat(TicketTag.matches(header, TicketTag.etag(new TicketState.Issued(1), "OPEN")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1-I", "\"1-I", "\"1-F\"", "\"11-I\""})
    void doesNotMatch(String header) {
        assertThat(TicketTag.matches(header, TicketTag.etag(new TicketState.Issued(1), "OPEN")))
                .isFalse();
    }

    @Test
    void noHeaderMatchesNothing() {
        assertThat(TicketTag.matches(null, "\"1-I\"")).isFalse();
    }
}
