package io.couponrush.worker.audit;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The tables of what admins did. The dead-letter desk keeps one of its own, because a line there is
 * begun before the deed and ended after it; both are read as one.
 */
final class AdminLogBook implements AdminLog {

    private final JdbcClient jdbc;
    private final Clock clock;

    AdminLogBook(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void add(AdminDeed deed) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a deed is written where it is done: " + deed);
        }
        jdbc.sql(
                        """
                        insert into admin_action
                          (at, admin_id, action, coupon_id, target, details, outcome)
                        values (:at, :admin, :action, :coupon, :target, :details, :outcome)\
                        """)
                .param("at", LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .param("admin", deed.admin().value())
                .param("action", deed.kind().name())
                .param("coupon", deed.couponId())
                .param("target", deed.target())
                .param("details", deed.details())
                .param("outcome", deed.outcome().name())
                .update();
    }

    /**
     * Newest first, one more than {@code limit} if there are more. Of each table no more rows are
     * read than the page and those before it.
     *
     * @param couponId null for all
     */
    List<AdminAction> list(@Nullable Long couponId, int limit, long offset) {
        String ofCoupon = couponId == null ? "" : "where coupon_id = :coupon";
        return jdbc.sql(
                        """
                        (select at, id, admin_id, action, coupon_id, target, details, outcome
                         from admin_action %s order by at desc, id desc limit :reach)
                        union all
                        (select a.begun_at, a.id, a.actor_id, a.action, l.coupon_id,
                                concat('dead letter ', a.dead_letter_id), coalesce(a.reason, ''),
                                a.outcome
                         from dead_letter_action a join dead_letter l on l.id = a.dead_letter_id
                         %s order by a.begun_at desc, a.id desc limit :reach)
                        order by at desc, id desc limit :limit offset :offset\
                        """
                                .formatted(ofCoupon, ofCoupon))
                .param("coupon", couponId)
                .param("reach", offset + limit + 1)
                .param("limit", limit + 1)
                .param("offset", offset)
                .query((row, _) -> action(row))
                .list();
    }

    private static AdminAction action(ResultSet row) throws SQLException {
        return new AdminAction(
                row.getObject("at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getLong("admin_id"),
                row.getString("action"),
                row.getObject("coupon_id", Long.class),
                row.getString("target"),
                row.getString("details"),
                row.getString("outcome"));
    }
}
