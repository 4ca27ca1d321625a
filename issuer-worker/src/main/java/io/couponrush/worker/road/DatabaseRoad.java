package io.couponrush.worker.road;

import io.couponrush.events.CouponState;
import io.couponrush.health.OnceASecond;
import io.couponrush.worker.coupon.Coupon;
import io.couponrush.worker.coupon.UserCoupon;
import io.couponrush.worker.coupon.UserCouponId;
import io.couponrush.worker.issue.IssueLedger;

import jakarta.persistence.EntityManager;

import org.hibernate.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * v1: one transaction under the lock of the coupon's row. Redis is not asked, so the gate does not
 * know these rows; the guard on the counter keeps the roads together within the total.
 *
 * <p>Every road takes the coupon's row before it commits. So who holds the lock sees all rows there
 * are, by a plain read: one that locks would put locks on the gap beside the key, in the way of
 * v3's inserts. Only a row that another road has written for this very user and not committed is
 * not seen; the database then ends one of the two (see {@link Contention}).
 */
final class DatabaseRoad {

    static final String NAME = "v1";

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseRoad.class);

    /** One statement, not two: whoever holds the lock holds up all others. */
    private static final String LOCK =
            """
            select *, timestampdiff(microsecond, '1970-01-01', utc_timestamp(6)) as asked
            from coupon where id = :coupon for update\
            """;

    private final EntityManager entities;
    private final IssueLedger ledger;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final OnceASecond paced = new OnceASecond();

    DatabaseRoad(
            EntityManager entities,
            IssueLedger ledger,
            TransactionOperations transaction,
            Clock clock) {
        this.entities = entities;
        this.ledger = ledger;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Waits for the lock as long as a connection and a lock may be waited for. If the database
     * fails the row may be there all the same; whoever asks again is told.
     */
    RoadOutcome issue(long couponId, long userId) {
        UserCouponId id = new UserCouponId(couponId, userId);
        try {
            return Contention.retried(() -> transaction.execute(_ -> underLock(id)));
        } catch (RuntimeException e) {
            if (!Contention.isOfDatabase(e)) {
                throw e;
            }
            // no user, and no words of the database, which quote keys
            if (paced.isDue()) {
                LOG.warn(
                        "claims for coupon {} are not decided: {}",
                        couponId,
                        e.getClass().getName());
            }
            return new RoadOutcome.Unavailable();
        }
    }

    private RoadOutcome underLock(UserCouponId id) {
        Optional<Locked> found = lock(id.couponId());
        if (found.isEmpty()) {
            return new RoadOutcome.NoSuchCoupon();
        }
        Coupon coupon = found.get().coupon();
        Instant asked = found.get().asked();
        if (entities.find(UserCoupon.class, id) != null) {
            return new RoadOutcome.AlreadyIssued();
        }
        // The order of the checks is that of the gate.
        if (coupon.state() == CouponState.CLOSED || !asked.isBefore(coupon.closesAt())) {
            return new RoadOutcome.Closed();
        }
        if (asked.isBefore(coupon.opensAt())) {
            return new RoadOutcome.NotOpen(
                    coupon.opensAt(), Duration.between(asked, coupon.opensAt()));
        }
        return coupon.state() == CouponState.OPEN ? take(coupon, id) : new RoadOutcome.Paused();
    }

    /**
     * @param asked when the statement began to wait for the lock, by the database's clock: a worker
     *     whose clock is wrong must not open a coupon early
     */
    private record Locked(Coupon coupon, Instant asked) {}

    /**
     * {@code PESSIMISTIC_WRITE} in words that MySQL and MariaDB share: for that lock mode Hibernate
     * writes "for update of", which MariaDB does not read (docs/decisions/0004).
     */
    private Optional<Locked> lock(long couponId) {
        return entities.unwrap(Session.class)
                .createNativeQuery(LOCK, Object[].class)
                .addEntity(Coupon.class)
                .addScalar("asked", Long.class)
                .setParameter("coupon", couponId)
                .setTupleTransformer(
                        (row, _) ->
                                new Locked(
                                        (Coupon) row[0],
                                        Instant.EPOCH.plus((long) row[1], ChronoUnit.MICROS)))
                .uniqueResultOptional();
    }

    private RoadOutcome take(Coupon coupon, UserCouponId id) {
        if (coupon.issuedQuantity() >= coupon.totalQuantity()) {
            return new RoadOutcome.SoldOut();
        }
        // The column holds microseconds, and the answer must say what the row says.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        entities.persist(new UserCoupon(id, null, NAME, now));
        entities.flush();
        if (!ledger.take(id.couponId(), 1)) {
            throw new IllegalStateException("the counter of " + id + " moved under the lock");
        }
        return new RoadOutcome.Issued(now);
    }
}
