package io.couponrush.worker.recovery;

import io.couponrush.worker.sim.NoDatabase;
import io.couponrush.worker.sim.SimDatabase;
import io.couponrush.worker.sim.Tables.Coupon;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the statements of {@link ActiveCoupons} do, on a simulated database. */
final class SimulatedCoupons extends ActiveCoupons {

    private static final String ROW = "coupon";

    private final SimDatabase database;
    private final Coupon coupon;

    SimulatedCoupons(SimDatabase database, Duration retention) {
        super(NoDatabase.CLIENT, retention);
        this.database = database;
        this.coupon = database.tables().coupon;
    }

    @Override
    List<Standing> all() {
        return database.read(() -> coupon.warmed ? List.of(standing()) : List.of());
    }

    @Override
    Standing one(long couponId) {
        return database.read(this::standing);
    }

    @Override
    long rows(long couponId) {
        return database.read(() -> (long) coupon.rows.size());
    }

    private Standing standing() {
        return new Standing(
                Coupon.ID,
                coupon.version,
                coupon.total,
                coupon.issued,
                Instant.ofEpochMilli(coupon.opensAt),
                Instant.ofEpochMilli(coupon.closesAt),
                coupon.state,
                coupon.epoch,
                coupon.rebuildSince == 0
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(coupon.rebuildSince)),
                coupon.spare,
                coupon.announceAfter == 0);
    }

    @Override
    boolean beginRebuild(Standing seen, long epoch) {
        return database.update(
                ROW,
                () -> {
                    if (coupon.epoch != seen.epoch()) {
                        return false;
                    }
                    coupon.epoch = epoch;
                    if (coupon.rebuildSince == 0) {
                        coupon.rebuildSince = database.world().now();
                    }
                    coupon.announceAfter = database.world().now();
                    return true;
                });
    }

    @Override
    boolean expect(long couponId, long epoch, long spare) {
        return database.update(
                ROW,
                () -> {
                    if (coupon.epoch != epoch) {
                        return false;
                    }
                    coupon.spare = spare;
                    return true;
                });
    }

    @Override
    void endRebuild(long couponId, long epoch) {
        boolean _ =
                database.update(
                        ROW,
                        () -> {
                            if (coupon.epoch == epoch) {
                                coupon.rebuildSince = 0;
                                coupon.announceAfter = database.world().now();
                            }
                            return true;
                        });
    }

    @Override
    void announceAgain(long couponId) {
        boolean _ =
                database.update(
                        ROW,
                        () -> {
                            if (coupon.announceAfter == 0) {
                                coupon.announceAfter = database.world().now();
                            }
                            return true;
                        });
    }
}
