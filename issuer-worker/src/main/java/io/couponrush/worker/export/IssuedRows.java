package io.couponrush.worker.export;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

import java.io.IOException;
import java.io.UncheckedIOException;
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

    private final JdbcTemplate jdbc;

    IssuedRows(DataSource database) {
        jdbc = new JdbcTemplate(database);
        jdbc.setFetchSize(ROW_BY_ROW);
    }

    /** Takes one row. */
    @FunctionalInterface
    interface Reader {

        void read(IssuedRow row) throws IOException;
    }

    /**
     * All rows that are committed when it begins. Holds a connection for as long as the reader
     * takes.
     *
     * @throws IOException from the reader; the rest is not read
     * @throws DataAccessException if the database fails
     */
    void each(long couponId, Reader reader) throws IOException {
        try {
            jdbc.query(
                    """
                    select u.coupon_id, u.user_id, a.username, u.sequence, u.road, u.issued_at
                    from user_coupon u left join account a on a.id = u.user_id
                    where u.coupon_id = ? order by u.user_id\
                    """,
                    row -> {
                        read(row, reader);
                    },
                    couponId);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void read(ResultSet row, Reader reader) throws SQLException {
        try {
            reader.read(
                    new IssuedRow(
                            row.getLong("coupon_id"),
                            row.getLong("user_id"),
                            row.getString("username"),
                            row.getObject("sequence", Long.class),
                            row.getString("road"),
                            row.getObject("issued_at", LocalDateTime.class)));
        } catch (IOException e) {
            // else the driver would read all the rest before it gives the connection back
            row.getStatement().cancel();
            throw new UncheckedIOException(e);
        }
    }
}
