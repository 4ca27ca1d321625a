package io.couponrush.system.journey;

import io.couponrush.localstack.product.ProductState.Database;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.store.CouponStore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The database refuses rows of one coupon as it refuses bad values, until this is closed: claims of
 * it die after three tries.
 *
 * <p>The table is altered once, before anybody claims. To alter it under a load of all roads is a
 * deadlock that no server notices: v1 holds a coupon's row and waits for the table, v3 has written
 * its row and waits for the coupon's, and the change of the table waits for v3 and holds back v1.
 */
public final class RefusedRows implements AutoCloseable {

    private static final String SIGN = "rows of this coupon are refused";

    private final Coupon coupon;

    private RefusedRows(Coupon coupon) {
        this.coupon = coupon;
    }

    /** Of a coupon that has no rows yet. */
    public static RefusedRows of(Coupon coupon) {
        describe(coupon, SIGN);
        return new RefusedRows(coupon);
    }

    @Override
    public void close() {
        describe(coupon, "");
    }

    /** Of servers that are given, an earlier run may have done it. */
    static void prepare(Database server) {
        try (Connection database = CouponStore.connect(server, false);
                Statement statement = database.createStatement();
                ResultSet there =
                        statement.executeQuery(
                                "select 1 from information_schema.table_constraints"
                                        + " where constraint_schema = database()"
                                        + " and constraint_name = 'refused_rows'")) {
            if (!there.next()) {
                statement.execute(
                        "alter table coupon add constraint refused_rows check"
                                + " (issued_quantity = 0 or description <> '"
                                + SIGN
                                + "')");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void describe(Coupon coupon, String description) {
        try (Connection database = CouponStore.connect(SharedProduct.STATE.database(), false);
                PreparedStatement change =
                        database.prepareStatement(
                                "update coupon set description = ? where id = ?")) {
            change.setString(1, description);
            change.setLong(2, coupon.id());
            change.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
