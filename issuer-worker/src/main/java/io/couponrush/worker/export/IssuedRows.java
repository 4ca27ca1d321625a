package io.couponrush.worker.export;

import org.springframework.dao.DataAccessResourceFailureException;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;

import javax.sql.DataSource;

/**
 * Reads the issued rows of a coupon from a forward-only cursor, in the order of the primary key:
 * the server need not sort them, and nobody holds more than one.
 */
final class IssuedRows {

    /** What the driver takes for "row by row"; any other number makes it fetch them all first. */
    private static final int ROW_BY_ROW = Integer.MIN_VALUE;

    private static final String ROWS =
            """
            select u.coupon_id, u.user_id, a.username, u.sequence, u.road, u.issued_at
            from user_coupon u left join account a on a.id = u.user_id
            where u.coupon_id = ? order by u.user_id\
            """;

    private final DataSource connections;

    /**
     * @param connections new ones, from no pool: a connection whose cursor was broken off answers
     *     nobody any more, and a pool does not notice
     */
    IssuedRows(DataSource connections) {
        this.connections = connections;
    }

    /** Takes one row. */
    @FunctionalInterface
    interface Reader {

        void read(IssuedRow row) throws IOException;
    }

    /**
     * All rows that are committed when it begins.
     *
     * @throws IOException from the reader; the rest is not read
     * @throws DataAccessResourceFailureException if the database fails
     */
    void each(long couponId, Reader reader) throws IOException {
        try (Connection connection = connections.getConnection()) {
            boolean whole = false;
            try {
                read(connection, couponId, reader);
                whole = true;
            } finally {
                if (!whole) {
                    connection.abort(Runnable::run); // to close it would read all the rest first
                }
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("issued rows of coupon " + couponId, e);
        }
    }

    /** Statement and cursor end with their connection. */
    private static void read(Connection connection, long couponId, Reader reader)
            throws SQLException, IOException {
        PreparedStatement statement = connection.prepareStatement(ROWS);
        statement.setFetchSize(ROW_BY_ROW);
        statement.setLong(1, couponId);
        ResultSet rows = statement.executeQuery();
        while (rows.next()) {
            reader.read(
                    new IssuedRow(
                            rows.getLong("coupon_id"),
                            rows.getLong("user_id"),
                            rows.getString("username"),
                            rows.getObject("sequence", Long.class),
                            rows.getString("road"),
                            rows.getObject("issued_at", LocalDateTime.class)));
        }
    }
}
