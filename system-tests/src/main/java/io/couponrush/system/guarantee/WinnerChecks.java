package io.couponrush.system.guarantee;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.couponrush.system.guarantee.DatabaseDump.Row;
import io.couponrush.system.guarantee.Told.Failed;
import io.couponrush.system.guarantee.Told.Issued;
import io.couponrush.system.guarantee.Told.Nothing;
import io.couponrush.system.guarantee.Told.Owned;
import io.couponrush.system.guarantee.Told.Queued;
import io.couponrush.system.guarantee.Told.Refused;
import io.couponrush.system.guarantee.Told.Rejected;
import io.couponrush.system.guarantee.Told.TryLater;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Objects;

/** P3: a winner hears the truth, and hears it to the end. */
final class WinnerChecks {

    private WinnerChecks() {}

    static Verdict noLostWinner(Observation seen) {
        Findings findings = new Findings(Promise.P3);
        Map<Long, Row> rows =
                seen.database().rows().stream()
                        .collect(toMap(Row::userId, identity(), (one, _) -> one));
        long winners = 0;
        long issued = 0;
        for (UserHistory user : seen.users()) {
            Row row = rows.get(user.userId());
            if (user.holdsTicket()) {
                winners++;
                issued += user.last() instanceof Issued ? 1 : 0;
                winner(findings, user, row);
            } else {
                withoutTicket(findings, user, row);
            }
        }
        for (long user : seen.toldTooEarly()) {
            findings.require(false, () -> "user " + user + " was told ISSUED before the commit");
        }
        for (long user : seen.redis().pending()) {
            findings.require(false, () -> "user " + user + " is still pending");
        }
        return findings.saw("winners", winners)
                .saw("told ISSUED", issued)
                .saw("looked up at once", seen.lookups())
                .saw("still pending", seen.redis().pending().size())
                .verdict();
    }

    /** By v1 or v2, which wait for nothing, or with a final no. */
    private static void withoutTicket(Findings findings, UserHistory user, @Nullable Row row) {
        for (Exchange exchange : user.exchanges()) {
            boolean told =
                    exchange.told() instanceof Owned
                            || (exchange.told() instanceof Refused refused && refused.hasIt());
            findings.require(
                    !told || row != null,
                    () -> name(user) + " was told " + exchange.told() + " but has no row");
        }
        findings.require(
                row == null || !(user.last() instanceof Refused refused) || refused.hasIt(),
                () -> name(user) + " was told " + user.last() + " but has a row");
    }

    private static void winner(Findings findings, UserHistory user, @Nullable Row row) {
        long ticket = user.sequence().orElseThrow();
        for (Exchange exchange : user.exchanges()) {
            if (exchange.answeredNanos() < user.ticketToldNanos()) {
                continue;
            }
            findings.require(
                    !(exchange.told() instanceof Refused),
                    () -> name(user) + " holds a ticket but was told " + exchange.told());
            UserHistory.sequence(exchange.told())
                    .ifPresent(
                            told ->
                                    findings.require(
                                            told == ticket,
                                            () ->
                                                    "%s was told sequence %d, then %d"
                                                            .formatted(name(user), ticket, told)));
        }
        switch (user.last()) {
            // A row without a sequence is v1's; P6 counts those, so none can hide here.
            case Issued _ ->
                    findings.require(
                            row != null
                                    && (row.sequence() == null
                                            || Objects.equals(row.sequence(), ticket)),
                            () -> name(user) + " was told ISSUED " + ticket + ", found " + row);
            case Rejected _, Failed _ ->
                    findings.require(
                            row == null,
                            () -> name(user) + " was told " + user.last() + " but has a row");
            case Owned _, Queued _, TryLater _, Nothing _, Refused _ ->
                    findings.require(
                            false, () -> name(user) + " never heard the end: " + user.last());
        }
    }

    private static String name(UserHistory user) {
        return "user " + user.userId();
    }
}
