package io.couponrush.worker.issue;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.worker.issue.domain.Held;
import io.couponrush.worker.issue.domain.Outcome.Issued;
import io.couponrush.worker.issue.domain.Stock;
import io.couponrush.worker.sim.NoDatabase;
import io.couponrush.worker.sim.SimDatabase;
import io.couponrush.worker.sim.Tables;
import io.couponrush.worker.sim.Tables.Coupon;
import io.couponrush.worker.sim.Tables.Discarded;
import io.couponrush.worker.sim.Tables.Ended;
import io.couponrush.worker.sim.Tables.Row;

import org.hibernate.engine.spi.SessionLazyDelegator;
import org.springframework.dao.DataIntegrityViolationException;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the statements of {@link IssueLedger} do, on a simulated database. */
final class SimulatedLedger extends IssueLedger {

    private final SimDatabase database;
    private final Tables tables;
    private final Coupon coupon;

    SimulatedLedger(SimDatabase database) {
        super(NoDatabase.TEMPLATE, nobody());
        this.database = database;
        this.tables = database.tables();
        this.coupon = tables.coupon;
    }

    private static SessionLazyDelegator nobody() {
        return new SessionLazyDelegator(
                () -> {
                    throw new IllegalStateException("no session here");
                });
    }

    @Override
    Seen look(long couponId, List<CouponIssueRequested> claims) {
        return database.read(
                () -> {
                    Map<Long, Held> held = new HashMap<>();
                    if (tables.duplicateCheckOff) {
                        return new Seen(held, coupon.discards);
                    }
                    for (CouponIssueRequested claim : claims) {
                        Row row = coupon.rowOf(claim.userId());
                        if (row != null) {
                            held.put(row.user(), held(row));
                        }
                    }
                    for (Discarded discarded :
                            tables.discardForgotten ? List.<Discarded>of() : coupon.discarded) {
                        held.putIfAbsent(
                                discarded.user(),
                                new Held.Discarded(
                                        discarded.sequence(),
                                        Instant.ofEpochMilli(discarded.at())));
                    }
                    return new Seen(held, coupon.discards);
                });
    }

    @Override
    public Optional<Held.Row> row(long couponId, long userId) {
        return database.read(() -> Optional.ofNullable(coupon.rowOf(userId)).map(this::held));
    }

    private Held.Row held(Row row) {
        return new Held.Row(Instant.ofEpochMilli(row.issuedAt()), row.sequence() > 0);
    }

    @Override
    public boolean forbid(long couponId, long userId, long sequence, Instant at) {
        database.lock("coupon");
        database.write(() -> coupon.discards++);
        if (row(couponId, userId).isPresent()) {
            return false;
        }
        database.write(
                () -> {
                    if (coupon.rowOf(userId) != null) {
                        tables.suspect = "a claim that has a row is given up: user " + userId;
                    }
                    if (coupon.discarded.stream()
                            .noneMatch(it -> it.user() == userId && it.sequence() == sequence)) {
                        coupon.discarded.add(new Discarded(userId, sequence, at.toEpochMilli()));
                        coupon.discarded.sort(
                                Comparator.comparingLong(Discarded::user)
                                        .thenComparingLong(Discarded::sequence));
                    }
                });
        return true;
    }

    @Override
    void insert(List<Issued> rows, String road) {
        List<Issued> byKey =
                rows.stream()
                        .sorted(Comparator.comparingLong(row -> row.claim().userId()))
                        .toList();
        for (Issued issued : byKey) {
            long user = issued.claim().userId();
            database.lock("row of " + user);
            if (tables.cursed.contains(user)) {
                throw violation("Data too long", "22001", 1406);
            }
            if (coupon.rowOf(user) != null && !tables.uniqueKeyOff) {
                throw violation("Duplicate entry", "23000", 1062);
            }
            Row row =
                    new Row(
                            user,
                            issued.claim().sequence(),
                            road,
                            issued.issuedAt().toEpochMilli());
            database.write(
                    () -> {
                        coupon.rows.add(row);
                        judge(row);
                    });
        }
    }

    /** For the promises. */
    private void judge(Row row) {
        for (Discarded discarded : coupon.discarded) {
            if (discarded.user() == row.user() && discarded.sequence() == row.sequence()) {
                tables.suspect = "the claim of user " + row.user() + " was given up before";
            }
        }
    }

    private static DataIntegrityViolationException violation(String why, String state, int code) {
        return new DataIntegrityViolationException(why, new SQLException(why, state, code));
    }

    @Override
    void note(Map<CouponIssueRequested, String> endings, Instant at) {
        endings.entrySet().stream()
                .sorted(Comparator.comparingLong(ending -> ending.getKey().userId()))
                .forEach(ending -> note(ending.getKey(), ending.getValue()));
    }

    private void note(CouponIssueRequested claim, String ending) {
        database.lock("end of " + claim.userId());
        database.write(
                () -> coupon.withoutRow.put(claim.userId(), new Ended(claim.sequence(), ending)));
    }

    @Override
    public boolean take(long couponId, long quantity) {
        database.lock("coupon");
        if (coupon.issued + quantity > coupon.total && !tables.guardOff) {
            return false;
        }
        database.write(() -> coupon.issued += quantity);
        return true;
    }

    @Override
    boolean take(long couponId, long quantity, long discards) {
        database.lock("coupon");
        return (coupon.discards == discards || tables.discardsUnseen) && take(couponId, quantity);
    }

    @Override
    Stock lock(long couponId) {
        database.lock("coupon");
        return new Stock.Left(Math.max(0, coupon.total - coupon.issued));
    }
}
