package io.couponrush.system.store;

import io.couponrush.system.guarantee.DatabaseDump;
import io.couponrush.system.guarantee.DatabaseDump.Row;
import io.couponrush.system.guarantee.DatabaseDump.Sample;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/** Reads one coupon's rows over a connection of its own. For one thread. */
public final class CouponStore implements AutoCloseable {

    private final Connection connection;
    private final long couponId;

    private CouponStore(Connection connection, long couponId) {
        this.connection = connection;
        this.couponId = couponId;
    }

    public static CouponStore open(String jdbcUrl, String user, String password, long couponId)
            throws SQLException {
        return new CouponStore(connect(jdbcUrl, user, password), couponId);
    }

    /** A plain connection in UTC that commits by itself. */
    public static Connection connect(String jdbcUrl, String user, String password)
            throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        login.setProperty("connectionTimeZone", "UTC");
        login.setProperty("forceConnectionTimeZoneToSession", "true");
        return DriverManager.getConnection(jdbcUrl, login);
    }

    /** Rows and total in one statement, so of one instant. */
    public Sample sample() throws SQLException {
        String sql =
                """
                select (select count(*) from user_coupon where coupon_id = c.id), c.total_quantity
                from coupon c where c.id = ?\
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, couponId);
            try (ResultSet result = query.executeQuery()) {
                if (!result.next()) {
                    throw new SQLException("no coupon " + couponId);
                }
                return new Sample(result.getLong(1), result.getLong(2));
            }
        }
    }

    /** Those of the users who have no committed row. */
    public Set<Long> withoutRow(Collection<Long> users) throws SQLException {
        Set<Long> missing = new HashSet<>(users);
        if (missing.isEmpty()) {
            return missing;
        }
        String marks = String.join(",", Collections.nCopies(missing.size(), "?"));
        String sql =
                "select user_id from user_coupon where coupon_id = ? and user_id in ("
                        + marks
                        + ")";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, couponId);
            int position = 2;
            for (long user : missing) {
                query.setLong(position++, user);
            }
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    missing.remove(result.getLong(1));
                }
            }
        }
        return missing;
    }

    /**
     * Everything about the coupon.
     *
     * @param samples taken earlier
     */
    public DatabaseDump dump(List<Sample> samples) throws SQLException {
        String sql = "select total_quantity, issued_quantity from coupon where id = ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, couponId);
            try (ResultSet result = query.executeQuery()) {
                if (!result.next()) {
                    throw new SQLException("no coupon " + couponId);
                }
                return new DatabaseDump(result.getLong(1), result.getLong(2), rows(), samples);
            }
        }
    }

    private List<Row> rows() throws SQLException {
        List<Row> rows = new ArrayList<>();
        String sql = "select user_id, sequence, issued_at from user_coupon where coupon_id = ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, couponId);
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    rows.add(
                            new Row(
                                    result.getLong(1),
                                    result.getObject(2, Long.class),
                                    result.getObject(3, LocalDateTime.class)
                                            .toInstant(ZoneOffset.UTC)));
                }
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
