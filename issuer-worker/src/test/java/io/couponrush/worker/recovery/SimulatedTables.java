package io.couponrush.worker.recovery;

import io.couponrush.events.RejectionReason;
import io.couponrush.worker.recovery.RecordedClaim.Ending;
import io.couponrush.worker.sim.NoDatabase;
import io.couponrush.worker.sim.SimDatabase;
import io.couponrush.worker.sim.Tables;
import io.couponrush.worker.sim.Tables.Coupon;

import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the statements of {@link ClaimTables} do, on a simulated database. */
final class SimulatedTables extends ClaimTables {

    /** So small that a rebuild takes several steps. */
    private static final int CHUNK = 2;

    private final SimDatabase database;
    private final Tables tables;
    private final Coupon coupon;

    SimulatedTables(SimDatabase database) {
        super(NoDatabase.CLIENT, CHUNK);
        this.database = database;
        this.tables = database.tables();
        this.coupon = tables.coupon;
    }

    private List<RecordedClaim> chunk(long afterUser, Supplier<Stream<RecordedClaim>> all) {
        return database.read(
                () ->
                        all.get()
                                .filter(claim -> claim.userId() > afterUser)
                                .sorted(Comparator.comparingLong(RecordedClaim::userId))
                                .limit(CHUNK)
                                .toList());
    }

    @Override
    List<RecordedClaim> issued(long couponId, long afterUser) {
        return chunk(
                afterUser,
                () ->
                        coupon.rows.stream()
                                .filter(row -> row.sequence() > 0)
                                .map(
                                        row ->
                                                new RecordedClaim(
                                                        row.user(),
                                                        row.sequence(),
                                                        Ending.ISSUED,
                                                        "")));
    }

    @Override
    List<RecordedClaim> discarded(long couponId, long afterUser) {
        return chunk(
                afterUser,
                () ->
                        coupon.discarded.stream()
                                .map(
                                        it ->
                                                new RecordedClaim(
                                                        it.user(),
                                                        it.sequence(),
                                                        Ending.DISCARDED,
                                                        RejectionReason.DISCARDED.name())));
    }

    @Override
    List<RecordedClaim> withoutRow(long couponId, long afterUser) {
        return chunk(
                afterUser,
                () ->
                        coupon.withoutRow.entrySet().stream()
                                .map(it -> ended(it.getKey(), it.getValue())));
    }

    private static RecordedClaim ended(long user, Tables.Ended it) {
        return it.ending().equals(Ending.ELSEWHERE.name())
                ? new RecordedClaim(user, it.sequence(), Ending.ELSEWHERE, "")
                : new RecordedClaim(user, it.sequence(), Ending.REJECTED, it.ending());
    }

    @Override
    List<Letter> failed(long couponId, long beforeId) {
        return database.read(
                () ->
                        tables.letters.stream()
                                .filter(it -> it.id < beforeId && it.user > 0)
                                .filter(it -> !it.state.equals("DISCARDED"))
                                .sorted(Comparator.comparingLong(it -> -it.id))
                                .limit(CHUNK)
                                .map(
                                        it ->
                                                new Letter(
                                                        it.id,
                                                        new RecordedClaim(
                                                                it.user,
                                                                it.sequence,
                                                                Ending.FAILED,
                                                                it.state.equals("REPLAYED")
                                                                        ? "REPLAYED:" + it.sequence
                                                                        : it.fault)))
                                .toList());
    }
}
