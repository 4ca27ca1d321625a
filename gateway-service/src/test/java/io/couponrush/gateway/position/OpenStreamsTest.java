package io.couponrush.gateway.position;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.position.OpenStreams.Opening;
import io.couponrush.gateway.ticket.TicketState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class OpenStreamsTest {

    private static final Duration ANY = Duration.ofMinutes(1);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final OpenStreams streams =
            new OpenStreams(
                    new StreamProperties(3, 2, ANY, 10, ANY, ANY), new GatewayMeters(registry));

    @BeforeEach
    void start() {
        streams.start();
    }

    @Test
    void boundsAUserOverAllCoupons() {
        opened(streams.open(1, 7, null));
        opened(streams.open(2, 7, null));

        assertThat(streams.open(3, 7, null)).isEqualTo(new Opening.TooManyOfThisUser());
        opened(streams.open(3, 8, null));
    }

    @Test
    void boundsAll() {
        opened(streams.open(1, 7, null));
        opened(streams.open(1, 8, null));
        opened(streams.open(1, 9, null));

        assertThat(streams.open(1, 10, null)).isEqualTo(new Opening.TooMany());
        assertThat(count()).isEqualTo(3);
    }

    @Test
    void closingFreesTheSlotOnce() {
        TicketStream first = opened(streams.open(1, 7, null));
        opened(streams.open(1, 7, null));

        streams.close(first);
        streams.close(first);

        assertThat(count()).isEqualTo(1);
        opened(streams.open(1, 7, null));
        assertThat(streams.open(1, 7, null)).isEqualTo(new Opening.TooManyOfThisUser());
    }

    @Test
    void allStreamsOfAClaimAreTold() {
        TicketStream one = opened(streams.open(1, 7, null));
        TicketStream two = opened(streams.open(1, 7, null));
        TicketStream other = opened(streams.open(1, 8, null));

        streams.offer(1, 7, new TicketState.Issued(3));

        assertThat(List.of(one, two))
                .allSatisfy(
                        stream ->
                                assertThat(stream.states().collectList().block(ANY))
                                        .containsExactly(new TicketState.Issued(3)));
        other.end();
        assertThat(other.states().collectList().block(ANY)).isEmpty();
    }

    @Test
    void afterStoppingNoneIsOpenedAndAllEnd() {
        TicketStream stream = opened(streams.open(1, 7, null));

        streams.stop();

        assertThat(stream.states().collectList().block(ANY)).isEmpty();
        assertThat(streams.open(1, 8, null)).isEqualTo(new Opening.TooMany());
    }

    @Test
    void aStreamThatNobodyFollowsIsSweptUp() {
        TicketStream followed = opened(streams.open(1, 7, null));
        opened(streams.open(1, 8, null));
        var listener = followed.states().subscribe();
        streams.sweep();
        assertThat(count()).isEqualTo(2);
        streams.sweep();

        assertThat(count()).isEqualTo(1);
        assertThat(streams.isOpen(1, 7)).isTrue();
        listener.dispose();
    }

    private double count() {
        return registry.get("rush.streams").gauge().value();
    }

    private static TicketStream opened(Opening opening) {
        assertThat(opening).isInstanceOf(Opening.Opened.class);
        return ((Opening.Opened) opening).stream();
    }
}
