package io.couponrush.system.browser;

import io.couponrush.system.api.Coupon;
import io.couponrush.system.journey.SharedProduct;
import io.couponrush.system.store.CouponStore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The database refuses rows of one coupon as it refuses bad values, until this is closed: claims of
 * it die after three tries.
 */
final class RefusedRows implements AutoCloseable {

    private final String name;

    private RefusedRows(String name) {
        this.name = name;
    }

    static RefusedRows of(Coupon coupon) {
        String name = "refused_" + coupon.id();
        alter("add constraint " + name + " check (coupon_id <> " + coupon.id() + ")");
        return new RefusedRows(name);
    }

    @Override
    public void close() {
        alter("drop constraint " + name);
    }

    private static void alter(String change) {
        try (Connection database = CouponStore.connect(SharedProduct.STATE.database(), false);
                Statement statement = database.createStatement()) {
            statement.execute("alter table user_coupon " + change);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
