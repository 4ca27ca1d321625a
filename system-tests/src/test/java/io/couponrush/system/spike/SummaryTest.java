package io.couponrush.system.spike;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.guarantee.Balance;
import io.couponrush.system.guarantee.DatabaseDump;
import io.couponrush.system.guarantee.DatabaseDump.Row;
import io.couponrush.system.guarantee.Exchange;
import io.couponrush.system.guarantee.Exchange.Call;
import io.couponrush.system.guarantee.Observation;
import io.couponrush.system.guarantee.RedisDump;
import io.couponrush.system.guarantee.Told;
import io.couponrush.system.guarantee.Told.Issued;
import io.couponrush.system.guarantee.Told.Queued;
import io.couponrush.system.guarantee.Told.Refused;
import io.couponrush.system.guarantee.Told.TryLater;
import io.couponrush.system.guarantee.UserHistory;
import io.couponrush.system.spike.SpikeReport.Finding;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

class SummaryTest {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final long SECOND = 1_000_000_000;

    @Test
    void countsAnswersUsersTicketsAndRows() {
        SpikeReport report = report(List.of(new Row(1, 1L, START.plusMillis(2_500))));

        assertThat(report.claims().answers())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("QUEUED", 1L, "SOLD_OUT", 1L, "OVERLOADED", 1L));
        assertThat(report.claims().users())
                .containsExactlyInAnyOrderEntriesOf(Map.of("ADMITTED", 1L, "SOLD_OUT", 1L));
        assertThat(report.claims().seconds()).isEqualTo(2);
        assertThat(report.claims().perSecond()).isEqualTo(1.5);
        assertThat(report.claims().millis().max()).isBetween(999.0, 1001.0);
        assertThat(report.tickets().ends()).isEqualTo(Map.of("ISSUED", 1L));
        assertThat(report.tickets().polls()).isEqualTo(1);
        assertThat(report.rows()).isEqualTo(new SpikeReport.Rows(1, 2.5, 0.4));
        assertThat(report.promises()).hasSize(7).allMatch(Finding::held);
        assertThat(report.claims().undecided()).isZero();
        assertThat(report.held()).isTrue();
    }

    @Test
    void doesNotHoldWhenSomebodyWasNeverDecided() {
        List<Row> rows = List.of(new Row(1, 1L, START.plusMillis(2_500)));
        UserHistory sentAway =
                new UserHistory(3, List.of(exchange(Call.CLAIM, 0, 1, new TryLater("OVERLOADED"))));
        SpikeReport report = report(rows, 4, sentAway);

        assertThat(report.promises()).allMatch(Finding::held);
        assertThat(report.claims().users())
                .containsEntry("OVERLOADED", 1L)
                .containsEntry("never answered", 1L);
        assertThat(report.claims().undecided()).isEqualTo(2);
        assertThat(report.held()).isFalse();
    }

    @Test
    void saysWhenAPromiseIsBroken() {
        SpikeReport report = report(List.of());

        assertThat(report.held()).isFalse();
        assertThat(report.promises())
                .filteredOn(finding -> !finding.held())
                .extracting(Finding::promise)
                .contains("P3", "P4", "P6");
        assertThat(report.rows()).isEqualTo(new SpikeReport.Rows(0, 0, 0));
    }

    @Test
    void isWrittenWithTheFieldsThatTheReadmeNames() {
        JsonNode json = JsonMapper.shared().valueToTree(report(List.of()));

        assertThat(json.propertyNames())
                .containsExactly(
                        "schema",
                        "startedAt",
                        "machine",
                        "options",
                        "couponId",
                        "claims",
                        "tickets",
                        "rows",
                        "promises",
                        "held");
        assertThat(json.path("schema").stringValue()).isEqualTo("coupon-rush/spike/1");
        assertThat(json.path("startedAt").stringValue()).isEqualTo("2026-11-21T10:00:00Z");
        assertThat(json.path("claims").path("millis").propertyNames())
                .containsExactly("count", "p50", "p95", "p99", "max");
        assertThat(json.path("promises").path(0).propertyNames())
                .containsExactly(
                        "promise", "title", "held", "evidence", "violationCount", "violations");
    }

    private static SpikeReport report(List<Row> rows) {
        return report(rows, 2);
    }

    private static SpikeReport report(List<Row> rows, int asked, UserHistory... others) {
        Stream<UserHistory> decided =
                Stream.of(
                        new UserHistory(
                                1,
                                List.of(
                                        exchange(Call.CLAIM, 0, 1, new Queued(1, 0)),
                                        exchange(Call.TICKET, 2, 3, new Issued(1)))),
                        new UserHistory(
                                2,
                                List.of(
                                        exchange(Call.CLAIM, 0, 1, new TryLater("OVERLOADED")),
                                        exchange(Call.CLAIM, 1, 2, new Refused("SOLD_OUT")))));
        List<UserHistory> users = Stream.concat(decided, Stream.of(others)).toList();
        Tally tally = new Tally();
        users.forEach(user -> user.exchanges().forEach(tally::add));
        return Summary.of(
                new SpikeOptions(asked, 1, 2, 42, Duration.ofSeconds(5)),
                START,
                0,
                tally,
                new Observation(
                        9,
                        users,
                        new DatabaseDump(1, 1, rows, List.of()),
                        new RedisDump(
                                1, 1, Map.of(1L, 1L), Set.of(), Map.of(), Map.of(), List.of()),
                        new Balance(1, 1, 0, 0, 0, 0, 0, 0),
                        Set.of(),
                        1));
    }

    private static Exchange exchange(Call call, long sent, long answered, Told told) {
        return new Exchange(call, sent * SECOND, answered * SECOND, told);
    }
}
