package io.couponrush.worker.announce;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.events.CouponState;
import io.couponrush.events.Discount;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which coupons are not announced, kept in the coupon's own row: an edit and the duty to announce
 * it are one commit. All times are the database's, so that the clocks of workers don't matter.
 */
class Outbox {

    /**
     * @param warmed whether a gate was ever made
     */
    record Due(CouponAnnounced coupon, boolean warmed) {}

    private final JdbcClient database;
    private final TransactionOperations transaction;

    Outbox(JdbcClient database, TransactionOperations transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /** Ids of coupons to announce, longest due first. */
    List<Long> due(int limit) {
        return database.sql(
                        """
                        select id from coupon where announce_after <= utc_timestamp(6)
                        order by announce_after limit ?\
                        """)
                .param(limit)
                .query((row, index) -> row.getLong("id"))
                .list();
    }

    /**
     * The coupon, if it is the caller's to announce, for the time of the lease.
     *
     * <p>Whoever tries again to make a gate takes a new epoch: what Redis was asked by an earlier
     * attempt may still happen, in a server that has been replaced meanwhile, and nobody may trust
     * that gate. The epoch that is read is the caller's own: until it is, nobody else may try.
     */
    Optional<Due> claim(long couponId, Duration lease) {
        return Objects.requireNonNull(
                transaction.execute(
                        _ ->
                                lease(couponId, lease)
                                        ? Optional.of(read(couponId))
                                        : Optional.<Due>empty()));
    }

    private boolean lease(long couponId, Duration lease) {
        return database.sql(
                                """
                                update coupon
                                set announce_after = utc_timestamp(6) + interval ? microsecond,
                                    epoch = epoch + (warmed = 0 and gate_attempts > 0),
                                    gate_attempts = gate_attempts + (warmed = 0)
                                where id = ? and announce_after <= utc_timestamp(6)\
                                """)
                        .param(lease.toNanos() / 1000)
                        .param(couponId)
                        .update()
                == 1;
    }

    private Due read(long couponId) {
        return database.sql(
                        """
                        select id, version, name, description, discount_kind, discount_value,
                               total_quantity, opens_at, closes_at, state, epoch, warmed
                        from coupon where id = ?\
                        """)
                .param(couponId)
                .query(Outbox::due)
                .single();
    }

    /**
     * Must be committed before gateways hear of the coupon: no gate is ever made twice.
     *
     * @return false if a later attempt has begun, whose gate is the one to be announced
     */
    boolean warmed(CouponAnnounced coupon) {
        return database.sql("update coupon set warmed = 1 where id = ? and epoch = ?")
                        .param(coupon.couponId())
                        .param(coupon.epoch())
                        .update()
                == 1;
    }

    /**
     * This version has been announced. If the coupon was edited meanwhile, or its gate is of a
     * later epoch, it is due again at once; so it is if a newer version was announced meanwhile
     * (the lease had run out), because ours may then be the last one in the topic.
     */
    void announced(CouponAnnounced coupon) {
        int rows =
                database.sql(
                                """
                                update coupon
                                set announce_after =
                                        if(version > ? or epoch > ?, utc_timestamp(6), null),
                                    announced_version = ?
                                where id = ? and announced_version <= ?\
                                """)
                        .param(coupon.version())
                        .param(coupon.epoch())
                        .param(coupon.version())
                        .param(coupon.couponId())
                        .param(coupon.version())
                        .update();
        if (rows == 0) {
            database.sql(
                            """
                            update coupon
                            set announce_after = utc_timestamp(6), announced_version = 0
                            where id = ? and announced_version > ?\
                            """)
                    .param(coupon.couponId())
                    .param(coupon.version())
                    .update();
        }
    }

    /**
     * The attempt to make a gate is given up; others may try after the pause.
     *
     * @return false if a later attempt has begun, whose business it is
     */
    boolean giveUp(CouponAnnounced coupon, Duration pause) {
        return database.sql(
                                """
                                update coupon
                                set announce_after = utc_timestamp(6) + interval ? microsecond
                                where id = ? and epoch = ? and warmed = 0\
                                """)
                        .param(pause.toNanos() / 1000)
                        .param(coupon.couponId())
                        .param(coupon.epoch())
                        .update()
                == 1;
    }

    /**
     * Others may try after the pause. Also if somebody has announced the coupon since: what was
     * sent last and not confirmed may be the last record of the topic, and an old one.
     */
    void postpone(long couponId, Duration pause) {
        database.sql(
                        """
                        update coupon set announce_after = utc_timestamp(6) + interval ? microsecond
                        where id = ?\
                        """)
                .param(pause.toNanos() / 1000)
                .param(couponId)
                .update();
    }

    private static Due due(ResultSet row, int index) throws SQLException {
        CouponAnnounced coupon =
                new CouponAnnounced(
                        row.getLong("id"),
                        row.getLong("version"),
                        row.getString("name"),
                        row.getString("description"),
                        new Discount(
                                Discount.Kind.valueOf(row.getString("discount_kind")),
                                row.getLong("discount_value")),
                        row.getLong("total_quantity"),
                        row.getObject("opens_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                        row.getObject("closes_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                        CouponState.valueOf(row.getString("state")),
                        row.getLong("epoch"));
        return new Due(coupon, row.getBoolean("warmed"));
    }
}
