package io.couponrush.system.spike;

import io.couponrush.system.guarantee.DatabaseDump.Row;
import io.couponrush.system.guarantee.GuaranteeSuite;
import io.couponrush.system.guarantee.Observation;
import io.couponrush.system.guarantee.UserHistory;
import io.couponrush.system.measure.Machine;
import io.couponrush.system.spike.SpikeReport.Claims;
import io.couponrush.system.spike.SpikeReport.Finding;
import io.couponrush.system.spike.SpikeReport.Rows;
import io.couponrush.system.spike.SpikeReport.Tickets;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the report of what was counted and seen. */
final class Summary {

    private static final double SECOND = 1e9;

    private Summary() {}

    static SpikeReport of(
            SpikeOptions options,
            Instant startedAt,
            long startNanos,
            Tally tally,
            Observation seen) {
        List<Finding> promises = GuaranteeSuite.check(seen).stream().map(Finding::of).toList();
        double seconds = Math.max(0, tally.lastClaimNanos() - startNanos) / SECOND;
        long answers = tally.claims().count();
        long undecided =
                options.users() - seen.users().stream().filter(UserHistory::isDecided).count();
        return new SpikeReport(
                SpikeReport.SCHEMA,
                startedAt,
                Machine.here(),
                new SpikeReport.Options(
                        options.users(), options.coupons(), options.connections(), options.seed()),
                seen.couponId(),
                new Claims(
                        tally.claimAnswers(),
                        users(options.users(), seen.users()),
                        undecided,
                        seconds,
                        perSecond(answers, seconds),
                        tally.claims()),
                new Tickets(ends(seen.users()), tally.polls().count(), tally.polls()),
                rows(startedAt, seen.database().rows()),
                promises,
                undecided == 0 && promises.stream().allMatch(Finding::held));
    }

    /** Each user once: admitted at last, or the last refusal. */
    private static Map<String, Long> users(int all, List<UserHistory> users) {
        Map<String, Long> kinds = new TreeMap<>();
        for (UserHistory user : users) {
            String kind = user.holdsTicket() ? "ADMITTED" : Tally.kind(user.last());
            kinds.merge(kind, 1L, Long::sum);
        }
        if (users.size() < all) {
            kinds.put("never answered", (long) all - users.size());
        }
        return kinds;
    }

    private static Map<String, Long> ends(List<UserHistory> users) {
        Map<String, Long> ends = new TreeMap<>();
        users.stream()
                .filter(UserHistory::holdsTicket)
                .forEach(user -> ends.merge(Tally.kind(user.last()), 1L, Long::sum));
        return ends;
    }

    private static Rows rows(Instant startedAt, List<Row> rows) {
        return rows.stream()
                .map(Row::issuedAt)
                .max(Comparator.naturalOrder())
                .map(last -> Duration.between(startedAt, last).toNanos() / SECOND)
                .map(seconds -> new Rows(rows.size(), seconds, perSecond(rows.size(), seconds)))
                .orElse(new Rows(0, 0, 0));
    }

    private static double perSecond(long count, double seconds) {
        return seconds > 0 ? count / seconds : 0;
    }
}
