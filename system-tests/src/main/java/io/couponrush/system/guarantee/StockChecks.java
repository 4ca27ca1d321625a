package io.couponrush.system.guarantee;

import io.couponrush.events.RejectionReason;
import io.couponrush.system.guarantee.DatabaseDump.Row;
import io.couponrush.system.guarantee.DatabaseDump.Sample;

import java.util.HashSet;
import java.util.Set;

/** P1, P2 and P4: what the rows alone must show. */
final class StockChecks {

    private StockChecks() {}

    static Verdict noOversell(Observation seen) {
        DatabaseDump database = seen.database();
        Findings findings = new Findings(Promise.P1);
        long most = 0;
        for (Sample sample : database.samples()) {
            most = Math.max(most, sample.rows());
            findings.require(
                    sample.rows() <= sample.total(),
                    () -> sample.rows() + " rows of " + sample.total() + " during the run");
        }
        long rows = database.rows().size();
        findings.require(
                rows <= database.total(),
                () -> rows + " rows of " + database.total() + " at the end");
        RedisDump redis = seen.redis();
        long gone = redis.returned().size() + redis.rejectedAs(RejectionReason.DISCARDED);
        if (redis.epoch() > 1) {
            // each late claim may take back a slot that was given away: docs/decisions/0013
            gone += Math.min(seen.perhapsLate(), redis.rejectedAs(RejectionReason.SOLD_OUT));
        }
        long holding = redis.admitted() - gone;
        findings.require(
                holding <= database.total(),
                () -> "Redis let " + holding + " of " + database.total() + " keep a slot");
        return findings.saw("rows", rows)
                .saw("total", database.total())
                .saw("samples during the run", database.samples().size())
                .saw("most rows in a sample", most)
                .verdict();
    }

    static Verdict oneEach(Observation seen) {
        Findings findings = new Findings(Promise.P2);
        Set<Long> users = new HashSet<>();
        for (Row row : seen.database().rows()) {
            findings.require(
                    users.add(row.userId()),
                    () -> "user " + row.userId() + " has more than one row");
        }
        return findings.saw("rows", seen.database().rows().size())
                .saw("users with a row", users.size())
                .verdict();
    }

    /** A dead letter holds its slot until it is replayed or discarded, so it is no waste. */
    static Verdict noWastedStock(Observation seen) {
        Findings findings = new Findings(Promise.P4);
        long total = seen.database().total();
        long rows = seen.database().rows().size();
        long used = rows + seen.redis().failed().size();
        long decided = seen.users().stream().filter(UserHistory::isDecided).count();
        findings.require(
                decided < total || used == total,
                () -> "%d of %d used by %d claims".formatted(used, total, decided));
        return findings.saw("claims decided", decided)
                .saw("rows and dead letters", used)
                .saw("total", total)
                .verdict();
    }
}
