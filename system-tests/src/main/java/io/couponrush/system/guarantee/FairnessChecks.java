package io.couponrush.system.guarantee;

import io.couponrush.system.guarantee.DatabaseDump.Row;
import io.couponrush.system.guarantee.Told.Queued;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** P5: the order of admissions is the order of arrival, and nobody moves backwards. */
final class FairnessChecks {

    private FairnessChecks() {}

    static Verdict fair(Observation seen) {
        Findings findings = new Findings(Promise.P5);
        List<UserHistory> winners = seen.users().stream().filter(UserHistory::holdsTicket).toList();
        unbroken(findings, seen.redis());
        agreed(findings, seen, winners);
        inOrderOfArrival(findings, winners);
        return findings.saw(
                        "sequences 1..n without gap",
                        seen.redis().tickets().size() + seen.redis().returned().size())
                .saw("winners in order of arrival", winners.size())
                .saw("positions compared", neverBackwards(findings, winners))
                .verdict();
    }

    /** The tickets and the slots that were returned are numbered 1..n, each number once. */
    private static void unbroken(Findings findings, RedisDump redis) {
        long[] sequences =
                Stream.concat(redis.tickets().values().stream(), redis.returned().stream())
                        .mapToLong(Long::longValue)
                        .sorted()
                        .toArray();
        for (int i = 0; i < sequences.length; i++) {
            long expected = i + 1L;
            long found = sequences[i];
            findings.require(
                    found == expected,
                    () -> "the %d-th sequence given is %d".formatted(expected, found));
        }
    }

    /** Redis, the row and the answers name the same sequence. */
    private static void agreed(Findings findings, Observation seen, List<UserHistory> winners) {
        for (UserHistory winner : winners) {
            Long ticket = seen.redis().tickets().get(winner.userId());
            long told = winner.sequence().orElseThrow();
            findings.require(
                    Objects.equals(ticket, told),
                    () ->
                            "user %d was told sequence %d, the ticket says %s"
                                    .formatted(winner.userId(), told, ticket));
        }
        for (Row row : seen.database().rows()) {
            Long ticket = seen.redis().tickets().get(row.userId());
            findings.require(
                    row.sequence() == null || Objects.equals(ticket, row.sequence()),
                    () ->
                            "user %d has a row with sequence %s, the ticket says %s"
                                    .formatted(row.userId(), row.sequence(), ticket));
        }
    }

    /**
     * If A had its answer before B first asked, A stands in front of B. A sweep over both orders:
     * when B asks, the highest sequence answered so far must be lower than B's.
     */
    private static void inOrderOfArrival(Findings findings, List<UserHistory> winners) {
        List<UserHistory> bySent =
                winners.stream()
                        .sorted(Comparator.comparingLong(UserHistory::firstSentNanos))
                        .toList();
        List<UserHistory> byAnswer =
                winners.stream()
                        .sorted(Comparator.comparingLong(UserHistory::ticketToldNanos))
                        .toList();
        int answered = 0;
        long highest = 0;
        for (UserHistory later : bySent) {
            while (byAnswer.get(answered).ticketToldNanos() < later.firstSentNanos()) {
                highest = Math.max(highest, byAnswer.get(answered++).sequence().orElseThrow());
            }
            long inFront = highest;
            long own = later.sequence().orElseThrow();
            findings.require(
                    inFront < own,
                    () ->
                            "user %d got sequence %d after %d had been answered"
                                    .formatted(later.userId(), own, inFront));
        }
    }

    private static long neverBackwards(Findings findings, List<UserHistory> winners) {
        long compared = 0;
        for (UserHistory winner : winners) {
            long ahead = Long.MAX_VALUE;
            for (Exchange exchange : winner.exchanges()) {
                if (exchange.told() instanceof Queued queued) {
                    long before = ahead;
                    findings.require(
                            queued.ahead() <= before,
                            () ->
                                    "user %d had %d ahead, then %d"
                                            .formatted(winner.userId(), before, queued.ahead()));
                    compared += before == Long.MAX_VALUE ? 0 : 1;
                    ahead = queued.ahead();
                }
            }
        }
        return compared;
    }
}
