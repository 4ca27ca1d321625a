package io.couponrush.system.store;

import io.couponrush.localstack.product.ProductState.Database;
import io.couponrush.system.guarantee.DatabaseDump;
import io.couponrush.system.guarantee.DatabaseDump.Row;
import io.couponrush.system.guarantee.DatabaseDump.Sample;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;

/** Reads one coupon's rows over a connection of its own. For one thread. */
public final class CouponStore implements AutoCloseable {

    /** Users asked about in one statement. */
    private static final int LOOKUP = 1_000;

    private final Connection connection;
    private final long couponId;

    private CouponStore(Connection connection, long couponId) {
        this.connection = connection;
        this.couponId = couponId;
    }

    public static CouponStore open(Database database, long couponId) throws SQLException {
        return new CouponStore(connect(database, false), couponId);
    }

    /**
     * A plain connection in UTC that commits by itself.
     *
     * @param rewrite whether a batch of inserts becomes one statement
     */
    public static Connection connect(Database database, boolean rewrite) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", database.user());
        login.setProperty("password", database.password());
        login.setProperty("connectionTimeZone", "UTC");
        login.setProperty("forceConnectionTimeZoneToSession", "true");
        login.setProperty("rewriteBatchedStatements", String.valueOf(rewrite));
        return DriverManager.getConnection(database.jdbcUrl(), login);
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

    /** The epoch that the coupon's gate is being rebuilt as; empty if it isn't. */
    public OptionalLong rebuilding() throws SQLException {
        String sql = "select epoch from coupon where id = ? and rebuild_since is not null";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, couponId);
            try (ResultSet result = query.executeQuery()) {
                return result.next() ? OptionalLong.of(result.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /** How many have been issued, by the coupon's own counter. */
    public long counter() throws SQLException {
        String sql = "select issued_quantity from coupon where id = ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, couponId);
            try (ResultSet result = query.executeQuery()) {
                if (!result.next()) {
                    throw new SQLException("no coupon " + couponId);
                }
                return result.getLong(1);
            }
        }
    }

    /** Those of the users who have no committed row. */
    public Set<Long> withoutRow(Collection<Long> users) throws SQLException {
        Set<Long> missing = new HashSet<>(users);
        List<Long> all = List.copyOf(missing);
        for (int from = 0; from < all.size(); from += LOOKUP) {
            missing.removeAll(withRow(all.subList(from, Math.min(all.size(), from + LOOKUP))));
        }
        return missing;
    }

    private Set<Long> withRow(List<Long> users) throws SQLException {
        String marks = String.join(",", Collections.nCopies(users.size(), "?"));
        String sql =
                "select user_id from user_coupon where coupon_id = ? and user_id in ("
                        + marks
                        + ")";
        Set<Long> found = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, couponId);
            int position = 2;
            for (long user : users) {
                query.setLong(position++, user);
            }
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    found.add(result.getLong(1));
                }
            }
        }
        return found;
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

    /** When the rows were written. */
    public Span span() throws SQLException {
        String sql =
                """
                select count(*), min(issued_at), max(issued_at),
                  (select count(*) from user_coupon f where f.coupon_id = r.coupon_id
                    and f.issued_at = (select min(m.issued_at) from user_coupon m
                      where m.coupon_id = r.coupon_id))
                from user_coupon r where r.coupon_id = ? group by r.coupon_id\
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, couponId);
            try (ResultSet result = query.executeQuery()) {
                if (!result.next()) {
                    return new Span(0, 0, Duration.ZERO);
                }
                return new Span(
                        result.getLong(1),
                        result.getLong(4),
                        Duration.between(
                                result.getObject(2, LocalDateTime.class),
                                result.getObject(3, LocalDateTime.class)));
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

    /**
     * @param inFirst rows with the oldest time: the batch that started the clock
     * @param time from the oldest to the youngest row
     */
    public record Span(long rows, long inFirst, Duration time) {

        /** Rows that came within the time; 0 if all came at once. */
        public double perSecond() {
            return time.isZero() ? 0 : (rows - inFirst) / (time.toNanos() / 1e9);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
