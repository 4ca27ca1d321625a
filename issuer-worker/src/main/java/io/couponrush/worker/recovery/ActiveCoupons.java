package io.couponrush.worker.recovery;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The coupons whose keys must be in Redis, and where each stands, in their rows. */
class ActiveCoupons {

    /**
     * @param rows issued, as the coupon's counter says
     * @param rebuildSince empty if its gate is in order, as far as is known
     * @param spare see the column's comment
     * @param announced whether nobody has to write the gate's newest version
     */
    record Standing(
            long couponId,
            long version,
            long total,
            long rows,
            Instant opensAt,
            Instant closesAt,
            String state,
            long epoch,
            Optional<Instant> rebuildSince,
            long spare,
            boolean announced) {}

    private static final String COLUMNS =
            """
            select id, version, total_quantity, issued_quantity, opens_at, closes_at, state, epoch,
                   rebuild_since, spare_sequences, announce_after is null as announced
            from coupon
            """;

    private final JdbcClient database;
    private final Duration retention;

    /**
     * @param retention how long a coupon's keys stay in Redis after it closes
     */
    ActiveCoupons(JdbcClient database, Duration retention) {
        this.database = database;
        this.retention = retention;
    }

    /**
     * Those that people may claim come first: they are to be mended first. Not in the last minute
     * of their keys, when they may be gone by the clock of Redis and not by the database's.
     */
    List<Standing> all() {
        return database.sql(
                        COLUMNS
                                + """
                                where warmed = 1
                                  and closes_at > utc_timestamp(6) - interval ? microsecond
                                order by state = 'OPEN' and closes_at > utc_timestamp(6) desc, id\
                                """)
                .param(retention.minusMinutes(1).toNanos() / 1000)
                .query(ActiveCoupons::standing)
                .list();
    }

    Standing one(long couponId) {
        return database.sql(COLUMNS + "where id = ?")
                .param(couponId)
                .query(ActiveCoupons::standing)
                .single();
    }

    /**
     * Counted: a row that was put in by hand, past the counter, would otherwise speak against every
     * gate that is made, for ever.
     */
    long rows(long couponId) {
        return database.sql("select count(*) from user_coupon where coupon_id = ?")
                .param(couponId)
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /** When a coupon's keys go away, whatever is in them. */
    Instant expires(Standing coupon) {
        return coupon.closesAt().plus(retention);
    }

    /**
     * Begins an attempt to rebuild, unless somebody else has begun one since.
     *
     * @param epoch of the attempt, above the row's
     */
    boolean beginRebuild(Standing coupon, long epoch) {
        return database.sql(
                                """
                                update coupon
                                set epoch = ?,
                                    rebuild_since = coalesce(rebuild_since, utc_timestamp(6)),
                                    announce_after = utc_timestamp(6)
                                where id = ? and epoch = ?\
                                """)
                        .param(epoch)
                        .param(coupon.couponId())
                        .param(coupon.epoch())
                        .update()
                == 1;
    }

    /**
     * A gate is about to be opened, which may give sequences up to the total and so many more. To
     * be committed before it gives the first: whoever makes the next gate may find nothing of this
     * one.
     *
     * @param spare see the column's comment
     * @return false if another attempt is ahead
     */
    boolean expect(long couponId, long epoch, long spare) {
        return database.sql("update coupon set spare_sequences = ? where id = ? and epoch = ?")
                        .param(spare)
                        .param(couponId)
                        .param(epoch)
                        .update()
                == 1;
    }

    /**
     * The gate is in order. It is announced once more, which brings an edit into it that was made
     * meanwhile.
     */
    void endRebuild(long couponId, long epoch) {
        database.sql(
                        """
                        update coupon
                        set rebuild_since = null, announce_after = utc_timestamp(6)
                        where id = ? and epoch = ?\
                        """)
                .param(couponId)
                .param(epoch)
                .update();
    }

    /** The gate is older than the row and nobody is about to write it. */
    void announceAgain(long couponId) {
        database.sql(
                        """
                        update coupon set announce_after = utc_timestamp(6)
                        where id = ? and announce_after is null\
                        """)
                .param(couponId)
                .update();
    }

    private static Standing standing(ResultSet row, int index) throws SQLException {
        LocalDateTime since = row.getObject("rebuild_since", LocalDateTime.class);
        return new Standing(
                row.getLong("id"),
                row.getLong("version"),
                row.getLong("total_quantity"),
                row.getLong("issued_quantity"),
                utc(row.getObject("opens_at", LocalDateTime.class)),
                utc(row.getObject("closes_at", LocalDateTime.class)),
                row.getString("state"),
                row.getLong("epoch"),
                Optional.ofNullable(since).map(ActiveCoupons::utc),
                row.getLong("spare_sequences"),
                row.getBoolean("announced"));
    }

    private static Instant utc(LocalDateTime columnValue) {
        return columnValue.toInstant(ZoneOffset.UTC);
    }
}
