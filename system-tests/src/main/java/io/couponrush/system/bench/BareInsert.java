package io.couponrush.system.bench;

import io.couponrush.localstack.product.ProductState.Database;
import io.couponrush.system.store.CouponStore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * What the database takes at most by JDBC: batches of 500 as one statement each, a transaction per
 * batch, into a table equal to the real one, over one connection.
 */
final class BareInsert {

    private static final int BATCH = 500;
    private static final String TABLE = "bench_bare";

    private BareInsert() {}

    static double perSecond(Database database, int rows) throws SQLException {
        try (Connection connection = CouponStore.connect(database, true);
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists " + TABLE);
            statement.execute("create table " + TABLE + " like user_coupon");
            connection.setAutoCommit(false);
            long begin = System.nanoTime();
            insert(connection, rows);
            double seconds = (System.nanoTime() - begin) / 1e9;
            connection.setAutoCommit(true);
            statement.execute("drop table " + TABLE);
            return rows / seconds;
        }
    }

    private static void insert(Connection connection, int rows) throws SQLException {
        String sql =
                "insert into "
                        + TABLE
                        + " (coupon_id, user_id, sequence, road, issued_at)"
                        + " values (?, ?, ?, 'v3', ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int row = 1; row <= rows; row++) {
                insert.setLong(1, 1);
                insert.setLong(2, row);
                insert.setLong(3, row);
                insert.setObject(4, LocalDateTime.now(ZoneOffset.UTC));
                insert.addBatch();
                if (row % BATCH == 0 || row == rows) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
        }
    }
}
