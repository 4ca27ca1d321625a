package io.couponrush.worker.receipt;

import io.couponrush.worker.receipt.domain.Ending;
import io.couponrush.worker.receipt.domain.Place;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The tables in which settled claims are. Redis is not asked: what it says may be lost. */
final class PlaceTables {

    /** Of many rows a read. */
    private static final int CHUNK = 10_000;

    private static final String ISSUED =
            """
            select user_id, sequence, issued_at, 'ISSUED' from user_coupon
            where coupon_id = :coupon and sequence is not null\
            """;

    private static final String OTHERS =
            """
            select user_id, sequence, discarded_at, 'DISCARDED' from discarded_claim
            where coupon_id = :coupon %1$s
            union all
            select user_id, sequence, ended_at, ending from claim_without_row
            where coupon_id = :coupon %1$s\
            """;

    private static final String OF_USER = "and user_id = :user";

    private final JdbcClient database;

    PlaceTables(JdbcClient database) {
        this.database = database;
    }

    /** What became of a user's claim; of several, the one that counts most. */
    Optional<Place.Taken> of(long couponId, long userId) {
        return database
                .sql(ISSUED + " " + OF_USER + " union all " + OTHERS.formatted(OF_USER))
                .param("coupon", couponId)
                .param("user", userId)
                .query(PlaceTables::place)
                .list()
                .stream()
                .min(Comparator.comparing(Place.Taken::ending));
    }

    /** Every one, in no order. */
    void all(long couponId, Consumer<Place.Taken> reader) {
        database.sql(OTHERS.formatted(""))
                .param("coupon", couponId)
                .query(PlaceTables::place)
                .list()
                .forEach(reader);
        long after = 0;
        List<Place.Taken> rows;
        do {
            rows =
                    database.sql(ISSUED + " and user_id > :after order by user_id limit :chunk")
                            .param("coupon", couponId)
                            .param("after", after)
                            .param("chunk", CHUNK)
                            .query(PlaceTables::place)
                            .list();
            rows.forEach(reader);
            after = rows.isEmpty() ? after : rows.getLast().userId();
        } while (rows.size() == CHUNK);
    }

    private static Place.Taken place(ResultSet row, int index) throws SQLException {
        return new Place.Taken(
                row.getLong(2),
                row.getLong(1),
                Ending.valueOf(row.getString(4)),
                row.getObject(3, LocalDateTime.class).toInstant(ZoneOffset.UTC));
    }
}
