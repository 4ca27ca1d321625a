package io.couponrush.system.jmeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.system.compare.Books;
import io.couponrush.system.compare.Round;
import io.couponrush.system.guarantee.DatabaseDump;
import io.couponrush.system.guarantee.DatabaseDump.Row;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class RoundOfTest {

    private static final long START = 1_795_272_765_000L;

    @Test
    void countsFromTheFirstClaimToTheYoungestRow() {
        Round round =
                RoundOf.of(
                        2,
                        List.of(
                                claim(100, 20, "202", 2),
                                claim(0, 10, "202", 1),
                                claim(300, 100, "409", 3),
                                ticket(9_000, 1, "ISSUED"),
                                ticket(9_000, 2, "ISSUED")),
                        database(2, 2, row(1, 250), row(2, 500)));

        assertThat(round.number()).isEqualTo(2);
        assertThat(round.claims()).isEqualTo(3);
        assertThat(round.lastRowSeconds()).isEqualTo(0.5);
        assertThat(round.issuedPerSecond()).isEqualTo(4);
        assertThat(round.answersPerSecond()).isEqualTo(7.5);
        assertThat(round.firstAnswer().max()).isBetween(99.9, 100.1);
        assertThat(round.timeline().rows()).containsExactly(0L, 1L, 1L);
        assertThat(round.timeline().answers()).containsExactly(2L, 1L);
        assertThat(round.books()).isEqualTo(new Books(2, 2, 0, 0, 0, 0));
    }

    @Test
    void seesEveryWrong() {
        List<Sample> samples =
                List.of(
                        claim(0, 1, "201", 1),
                        claim(0, 1, "201", 2),
                        claim(0, 1, "202", 3),
                        claim(0, 1, "503", 4),
                        ticket(9, 3, "QUEUED"));

        Round round = RoundOf.of(1, samples, database(1, 1, row(1, 5), row(1, 6), row(9, 7)));

        // users 2 and 3 were told yes and have nothing
        assertThat(round.books()).isEqualTo(new Books(1, 3, 2, 1, 2, 2));
        assertThat(round.failed()).isEqualTo(1);
    }

    @Test
    void whoeverWasToldTheEndIsNotLost() {
        List<Sample> samples =
                List.of(
                        claim(0, 1, "202", 1),
                        claim(0, 1, "202", 2),
                        ticket(5, 1, "QUEUED"),
                        ticket(9, 1, "REJECTED"),
                        ticket(9, 2, "FAILED"));

        assertThat(RoundOf.of(1, samples, database(5, 0)).books().lost()).isZero();
    }

    @Test
    void nobodyClaimedIsNoRound() {
        assertThatThrownBy(() -> RoundOf.of(1, List.of(), database(1, 0)))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Sample claim(long at, long millis, String code, long user) {
        return new Sample("claim", START + at, millis, code, !code.equals("503"), user, "-");
    }

    private static Sample ticket(long at, long user, String kind) {
        return new Sample("ticket", START + at, 1, "200", true, user, kind);
    }

    private static Row row(long user, long at) {
        return new Row(user, null, Instant.ofEpochMilli(START + at));
    }

    private static DatabaseDump database(long total, long counted, Row... rows) {
        return new DatabaseDump(total, counted, List.of(rows), List.of());
    }
}
