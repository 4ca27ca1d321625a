package io.couponrush.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.pulse.CouponPulse;
import io.couponrush.pulse.CouponPulse.Books;
import io.couponrush.pulse.Pulse;
import io.couponrush.pulse.Pulse.Role;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class LiveBoardTest {

    private static final long NOW = 1_800_000_000;
    private static final Books BOOKS = new Books(50, 45, 1, 1, 1, 0, 2, 0);

    private final LiveBoard board = new LiveBoard(7);
    private long offset;

    @Test
    void instancesAddUp() {
        tell(Pulses.gateway("g1", NOW, 7, 98, 2));
        tell(Pulses.gateway("g2", NOW, 7, 2, 60));
        tell(Pulses.gateway("g2", NOW, 8, 1_000, 900));
        tell(Pulses.worker("w1", NOW, 7, 30, null));
        tell(Pulses.worker("w2", NOW, 7, 12, BOOKS));

        LivePoint point = board.closeUntil(NOW).getFirst();

        assertThat(point.at()).isEqualTo(Instant.ofEpochSecond(NOW));
        assertThat(point.claims())
                .containsEntry("admitted", 100.0)
                .containsEntry("sold_out", 0.0)
                .hasSizeGreaterThan(9);
        assertThat(point.issuedPerSecond()).isEqualTo(42);
        assertThat(point.p50Millis()).isBetween(1.5, 2.0);
        assertThat(point.p99Millis()).isEqualTo(62.5);
        assertThat(point.pending()).isEqualTo(2);
        assertThat(point.balance()).isEqualTo(BOOKS);
        assertThat(point.gateways()).isEqualTo(2);
        assertThat(point.workers()).isEqualTo(2);
    }

    @Test
    void ratesAreOfTheTimeThatWasCounted() {
        CouponPulse counted = CouponPulse.ofGateway(7, Map.of("admitted", 30L), List.of());
        tell(new Pulse("g", Role.GATEWAY, Instant.ofEpochSecond(NOW), 1_500, List.of(counted)));

        assertThat(board.closeUntil(NOW).getFirst().claims()).containsEntry("admitted", 20.0);
    }

    @Test
    void whatNobodyToldIsNullAndWhatSomebodyToldNothingOfIsZero() {
        tell(Pulses.quiet("g", Role.GATEWAY, NOW));
        LivePoint quiet = board.closeUntil(NOW).getFirst();
        LivePoint silent = board.closeUntil(NOW + 1).getFirst();

        assertThat(quiet.claims()).containsEntry("admitted", 0.0);
        assertThat(quiet.issuedPerSecond()).isNull();
        assertThat(quiet.p50Millis()).isNull();
        assertThat(quiet.pending()).isNull();
        assertThat(quiet.balance()).isNull();
        assertThat(quiet.gateways()).isEqualTo(1);
        assertThat(quiet.workers()).isEqualTo(0);
        assertThat(silent.claims()).isNull();
        assertThat(silent.gateways()).as("heard of a second ago").isEqualTo(1);
        assertThat(board.closeUntil(NOW + 5).getLast()).isEqualTo(LivePoint.nothingTold(NOW + 5));
    }

    @Test
    void whoIsSilentForFiveSecondsIsNotCountedAndNotBelieved() {
        for (long second = NOW; second < NOW + 10; second++) {
            tell(Pulses.quiet("stays", Role.GATEWAY, second));
        }
        tell(Pulses.worker("dies", NOW, 7, 1, BOOKS));

        List<LivePoint> points = board.closeUntil(NOW + 9);

        assertThat(points).extracting(LivePoint::workers).startsWith(1, 1, 1, 1, 1, 0, 0);
        assertThat(points)
                .extracting(LivePoint::balance)
                .startsWith(BOOKS, BOOKS, BOOKS, BOOKS, BOOKS, null, null);
        assertThat(points).extracting(LivePoint::gateways).containsOnly(1);
        assertThat(points).extracting(LivePoint::issuedPerSecond).startsWith(1.0, null);
    }

    @Test
    void whatComesLateCountsInTheNextSecondAndWhatComesFarTooLateNot() {
        board.closeUntil(NOW);

        tell(Pulses.gateway("late", NOW, 7, 5, 1));
        tell(Pulses.gateway("g", NOW + 1, 7, 10, 1));
        tell(Pulses.gateway("much too late", NOW - 5, 7, 1_000, 1));

        assertThat(board.closeUntil(NOW + 1).getFirst().claims()).containsEntry("admitted", 15.0);
    }

    @Test
    void aRecordCountsOnceHoweverOftenItIsRead() {
        Pulse pulse = Pulses.gateway("g", NOW, 7, 5, 1);
        board.accept(3, pulse);
        board.accept(3, pulse);
        board.accept(2, pulse);

        assertThat(board.closeUntil(NOW).getFirst().claims()).containsEntry("admitted", 5.0);
    }

    @Test
    void tenMinutesAreKeptWithTheirGaps() {
        tell(Pulses.gateway("g", NOW, 7, 5, 1));
        tell(Pulses.gateway("g", NOW + 700, 7, 6, 1));
        tell(Pulses.gateway("g", NOW + 9_000_000, 7, 7, 1)); // by a clock that is wrong

        board.closeUntil(NOW + 700);

        assertThat(board.points()).hasSize(LiveBoard.MOST_POINTS);
        assertThat(board.points().getFirst().at()).isEqualTo(Instant.ofEpochSecond(NOW + 101));
        assertThat(Objects.requireNonNull(board.points().getLast().claims()))
                .containsEntry("admitted", 6.0);
        board.closeUntil(NOW + 701);
        assertThat(board.points()).hasSize(LiveBoard.MOST_POINTS);
    }

    @Test
    void wrongClocksFillNoMemory() {
        board.closeUntil(NOW);
        for (int second = 1; second < 10_000; second++) {
            tell(Pulses.gateway("mad", NOW + 3L * second, 7, 1, 1));
        }

        assertThat(board.waiting()).isLessThanOrEqualTo(2 * LiveBoard.MOST_POINTS);
    }

    private void tell(Pulse pulse) {
        board.accept(offset++, pulse);
    }
}
