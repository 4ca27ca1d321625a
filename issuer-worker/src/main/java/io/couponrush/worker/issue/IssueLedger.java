package io.couponrush.worker.issue;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.worker.coupon.UserCoupon;
import io.couponrush.worker.coupon.UserCouponId;
import io.couponrush.worker.issue.domain.Held;
import io.couponrush.worker.issue.domain.Outcome.Issued;
import io.couponrush.worker.issue.domain.Stock;

import jakarta.persistence.EntityManager;

import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The statements of issuing, one each. All of them want the caller's transaction. */
public class IssueLedger {

    private final JdbcClient jdbc;
    private final JdbcTemplate statements;
    private final EntityManager entities;

    IssueLedger(JdbcTemplate statements, EntityManager entities) {
        this.jdbc = JdbcClient.create(statements);
        this.statements = statements;
        this.entities = entities;
    }

    /** User id → row, of those who have the coupon. One select. */
    Map<Long, Held> held(long couponId, List<CouponIssueRequested> claims) {
        Map<Long, Held> held = new HashMap<>();
        RowCallbackHandler note =
                row ->
                        held.put(
                                row.getLong(1),
                                new Held(
                                        utc(row.getObject(2, LocalDateTime.class)),
                                        row.getBoolean(3)));
        // Numbers, written out: 500 parameters are looked for, counted and encoded one by one.
        String users =
                claims.stream()
                        .map(claim -> Long.toString(claim.userId()))
                        .collect(Collectors.joining(","));
        statements.query(
                "select user_id, issued_at, sequence is not null from user_coupon"
                        + " where coupon_id = "
                        + couponId
                        + " and user_id in ("
                        + users
                        + ")",
                note);
        return held;
    }

    private static Instant utc(LocalDateTime columnValue) {
        return columnValue.toInstant(ZoneOffset.UTC);
    }

    /**
     * One JDBC batch, which the driver sends as one statement.
     *
     * @throws org.springframework.dao.DataIntegrityViolationException if somebody else issued to
     *     one of the users since {@link #held}
     */
    void insert(List<Issued> rows, String road) {
        // In the order of the key: two workers with the same claims then wait instead of
        // deadlocking.
        List<UserCoupon> entitiesByKey =
                rows.stream()
                        .sorted(Comparator.comparingLong(row -> row.claim().userId()))
                        .map(issued -> row(issued, road))
                        .toList();
        // No persistence context: nothing is read back, and without one Hibernate's own share of
        // the
        // CPU, beside the driver's, was halved in a profile of a 100,000 row backlog.
        try (StatelessSession session =
                entities.unwrap(Session.class).statelessWithOptions().connection().open()) {
            session.insertMultiple(entitiesByKey);
        }
    }

    private static UserCoupon row(Issued issued, String road) {
        CouponIssueRequested claim = issued.claim();
        return new UserCoupon(
                new UserCouponId(claim.couponId(), claim.userId()),
                claim.sequence(),
                road,
                issued.issuedAt());
    }

    /**
     * Raises the counter unless that would exceed the total: the guard against overselling.
     *
     * @return false if the coupon has not that many left, or does not exist
     */
    public boolean take(long couponId, long quantity) {
        return jdbc.sql(
                                "update coupon set issued_quantity = issued_quantity + :quantity"
                                        + " where id = :coupon"
                                        + " and issued_quantity + :quantity <= total_quantity")
                        .param("quantity", quantity)
                        .param("coupon", couponId)
                        .update()
                == 1;
    }

    /** Locks the coupon's row until the end of the transaction. */
    Stock lock(long couponId) {
        return jdbc.sql(
                        "select total_quantity - issued_quantity from coupon"
                                + " where id = :coupon for update")
                .param("coupon", couponId)
                .query(Long.class)
                .optional()
                .<Stock>map(Stock.Left::new)
                .orElseGet(Stock.NoCoupon::new);
    }
}
