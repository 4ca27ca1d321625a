package io.couponrush.system.browser;

import io.couponrush.system.api.Coupon;
import io.couponrush.system.journey.SharedProduct;
import io.couponrush.system.store.CouponStore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Somebody else's transaction holds the row of a coupon until this is closed: claims are admitted
 * and wait, and so do those of other coupons that come behind them in the same partitions.
 */
final class HeldCoupon implements AutoCloseable {

    private final Connection database;

    private HeldCoupon(Connection database) {
        this.database = database;
    }

    static HeldCoupon of(Coupon coupon) {
        try {
            Connection database = CouponStore.connect(SharedProduct.STATE.database(), false);
            database.setAutoCommit(false);
            try (PreparedStatement hold =
                    database.prepareStatement("select id from coupon where id = ? for update")) {
                hold.setLong(1, coupon.id());
                hold.execute();
            }
            return new HeldCoupon(database);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            database.rollback();
            database.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
