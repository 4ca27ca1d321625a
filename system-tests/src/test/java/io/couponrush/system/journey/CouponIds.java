package io.couponrush.system.journey;

import io.couponrush.localstack.product.ProductState.Database;
import io.couponrush.system.store.CouponStore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * In a database that is given, tests of the worker may have left coupons of invented, large ids:
 * the newest coupons are those of the largest ids, so ours begin above them.
 */
final class CouponIds {

    private CouponIds() {}

    static void beginAboveWhatIsThere(Database server) {
        try (Connection database = CouponStore.connect(server, false);
                Statement statement = database.createStatement()) {
            statement.executeUpdate(
                    "update id_sequence set next_value = greatest(next_value,"
                            + " (select coalesce(max(id), 0) from coupon) + 1)"
                            + " where name = 'coupon'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
