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

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The statements of issuing, one each. All of them want the caller's transaction. */
public class IssueLedger {

    private static final long NO_COUPON = -1;

    /** What a line of {@link #look} is about. */
    private static final int ROW = 0;

    private static final int DISCARDED = 1;
    private static final int COUPON = 2;

    private static final String TAKE =
            "update coupon set issued_quantity = issued_quantity + :quantity"
                    + " where id = :coupon and issued_quantity + :quantity <= total_quantity";

    private final JdbcClient jdbc;
    private final JdbcTemplate statements;
    private final EntityManager entities;

    IssueLedger(JdbcTemplate statements, EntityManager entities) {
        this.jdbc = JdbcClient.create(statements);
        this.statements = statements;
        this.entities = entities;
    }

    /**
     * What was seen in one moment.
     *
     * @param held by user id, of those who have something; a row counts most
     * @param discards how often a claim on the coupon was given up until then
     */
    record Seen(Map<Long, Held> held, long discards) {}

    /** What is there of the claims. One select. */
    Seen look(long couponId, List<CouponIssueRequested> claims) {
        Map<Long, Held> held = new HashMap<>();
        long[] discards = {NO_COUPON};
        RowCallbackHandler note =
                row -> {
                    switch (row.getInt(4)) {
                        case ROW -> held.put(row.getLong(1), issued(row));
                        case DISCARDED -> held.putIfAbsent(row.getLong(1), discarded(row));
                        default -> discards[0] = row.getLong(3);
                    }
                };
        // Numbers, written out: 1,000 parameters are looked for, counted and encoded one by one. Of
        // discarded claims a coupon has none or a few: all of them are cheaper than asking twice.
        String users =
                claims.stream()
                        .map(claim -> Long.toString(claim.userId()))
                        .collect(Collectors.joining(","));
        statements.query(
                "select user_id, issued_at, sequence, "
                        + ROW
                        + " from user_coupon where coupon_id = "
                        + couponId
                        + " and user_id in ("
                        + users
                        + ") union all select user_id, discarded_at, sequence, "
                        + DISCARDED
                        + " from discarded_claim where coupon_id = "
                        + couponId
                        + " union all select 0, null, discards, "
                        + COUPON
                        + " from coupon where id = "
                        + couponId,
                note);
        return new Seen(held, discards[0]);
    }

    private static Held.Row issued(ResultSet row) throws SQLException {
        return new Held.Row(
                utc(row.getObject(2, LocalDateTime.class)), row.getObject(3, Long.class) != null);
    }

    private static Held discarded(ResultSet row) throws SQLException {
        return new Held.Discarded(row.getLong(3), utc(row.getObject(2, LocalDateTime.class)));
    }

    /** The user's row, by whichever road it came. */
    public Optional<Held.Row> row(long couponId, long userId) {
        return jdbc.sql(
                        "select user_id, issued_at, sequence from user_coupon"
                                + " where coupon_id = :coupon and user_id = :user")
                .param("coupon", couponId)
                .param("user", userId)
                .query((row, _) -> issued(row))
                .optional();
    }

    /**
     * From the commit on the claim never becomes a row. May be repeated. Whoever has looked before
     * and writes a row afterwards is told by {@link #take} to look again.
     *
     * @return false if the user has a row already, and nothing is forbidden
     */
    public boolean forbid(long couponId, long userId, long sequence, Instant at) {
        jdbc.sql("update coupon set discards = discards + 1 where id = :coupon")
                .param("coupon", couponId)
                .update();
        // the coupon's row is locked now: who writes rows has committed, or will be refused
        if (row(couponId, userId).isPresent()) {
            return false;
        }
        jdbc.sql(
                        """
                        insert into discarded_claim (coupon_id, user_id, sequence, discarded_at)
                        values (:coupon, :user, :sequence, :at)
                        on duplicate key update sequence = sequence\
                        """)
                .param("coupon", couponId)
                .param("user", userId)
                .param("sequence", sequence)
                .param("at", LocalDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
        return true;
    }

    private static Instant utc(LocalDateTime columnValue) {
        return columnValue.toInstant(ZoneOffset.UTC);
    }

    /**
     * One JDBC batch, which the driver sends as one statement.
     *
     * @throws org.springframework.dao.DataIntegrityViolationException if somebody else issued to
     *     one of the users since {@link #look}
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
        // the CPU was halved in a profile of a 100,000 row backlog.
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
     * Writes down claims that ended without a row of their own, for the day on which Redis has
     * forgotten them. They are few: nothing of them is on the fast road.
     *
     * @param endings by claim: ELSEWHERE, or the name of a rejection's reason
     */
    void note(Map<CouponIssueRequested, String> endings, Instant at) {
        endings.entrySet().stream()
                .sorted(Comparator.comparingLong(ending -> ending.getKey().userId()))
                .forEach(ending -> note(ending.getKey(), ending.getValue(), at));
    }

    private void note(CouponIssueRequested claim, String ending, Instant at) {
        jdbc.sql(
                        """
                        insert into claim_without_row values (:coupon, :user, :sequence, :ending, :at)
                        on duplicate key update sequence = :sequence, ending = :ending\
                        """)
                .param("coupon", claim.couponId())
                .param("user", claim.userId())
                .param("sequence", claim.sequence())
                .param("ending", ending)
                .param("at", LocalDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }

    /**
     * Raises the counter unless that would exceed the total: the guard against overselling.
     *
     * @return false if the coupon has not that many left, or does not exist
     */
    public boolean take(long couponId, long quantity) {
        return jdbc.sql(TAKE).param("quantity", quantity).param("coupon", couponId).update() == 1;
    }

    /**
     * As {@link #take(long, long)}, for claims that may have been given up.
     *
     * @param discards as seen before the rows were written
     * @return false also if a claim was given up since
     */
    boolean take(long couponId, long quantity, long discards) {
        return jdbc.sql(TAKE + " and discards = :discards")
                        .param("quantity", quantity)
                        .param("coupon", couponId)
                        .param("discards", discards)
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
