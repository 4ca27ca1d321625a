package io.couponrush.system.lab;

import io.couponrush.localstack.product.ProductState.Database;
import io.couponrush.system.guarantee.DatabaseDump;
import io.couponrush.system.store.CouponStore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What the lab's own tables hold. */
final class LabRows {

    private LabRows() {}

    /**
     * @param stock the total, where nobody got as far as to make the lab's copy of the coupon
     */
    static DatabaseDump read(Database database, long couponId, long stock) throws SQLException {
        try (Connection connection = CouponStore.connect(database, false)) {
            List<DatabaseDump.Row> rows = rows(connection, couponId);
            try (PreparedStatement query =
                    connection.prepareStatement(
                            "select total_quantity, issued_quantity from lab_coupon where id ="
                                    + " ?")) {
                query.setLong(1, couponId);
                try (ResultSet result = query.executeQuery()) {
                    return result.next()
                            ? new DatabaseDump(
                                    result.getLong(1), result.getLong(2), rows, List.of())
                            : new DatabaseDump(stock, 0, rows, List.of());
                }
            }
        }
    }

    private static List<DatabaseDump.Row> rows(Connection connection, long couponId)
            throws SQLException {
        List<DatabaseDump.Row> rows = new ArrayList<>();
        try (PreparedStatement query =
                connection.prepareStatement(
                        "select user_id, issued_at from lab_user_coupon where coupon_id = ?")) {
            query.setLong(1, couponId);
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    rows.add(
                            new DatabaseDump.Row(
                                    result.getLong(1),
                                    null,
                                    result.getObject(2, LocalDateTime.class)
                                            .toInstant(ZoneOffset.UTC)));
                }
            }
        }
        return rows;
    }
}
