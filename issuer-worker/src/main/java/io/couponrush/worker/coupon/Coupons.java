package io.couponrush.worker.coupon;

import io.couponrush.worker.audit.AdminDeed;
import io.couponrush.worker.audit.AdminLog;
import io.couponrush.worker.coupon.domain.Edit;
import io.couponrush.worker.coupon.domain.Offer;
import io.couponrush.worker.coupon.domain.Terms;
import io.couponrush.worker.security.UserId;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Makes and edits coupons, writes down who did it, and says so to whom it concerns. */
final class Coupons {

    private final CouponRepository repository;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;
    private final AdminLog log;
    private final Clock clock;

    Coupons(
            CouponRepository repository,
            TransactionOperations transactions,
            ApplicationEventPublisher events,
            AdminLog log,
            Clock clock) {
        this.repository = repository;
        this.transactions = transactions;
        this.events = events;
        this.log = log;
        this.clock = clock;
    }

    /** The offer must be without fault. */
    Coupon create(Offer offer, UserId admin) {
        Coupon coupon = new Coupon(offer, clock.instant().truncatedTo(ChronoUnit.MICROS));
        return transactions.execute(
                _ -> {
                    Coupon saved = repository.save(coupon);
                    log.add(
                            AdminDeed.withCoupon(
                                    admin,
                                    AdminDeed.Kind.CREATE_COUPON,
                                    saved.id(),
                                    saved.name() + ", total " + saved.totalQuantity()));
                    events.publishEvent(new CouponChanged(saved.id()));
                    return saved;
                });
    }

    EditOutcome edit(long couponId, Edit edit, UserId admin) {
        return transactions.execute(
                _ -> {
                    Optional<Coupon> found = repository.findById(couponId);
                    if (found.isEmpty()) {
                        return new EditOutcome.NoSuchCoupon();
                    }
                    return found.get().version() == edit.version()
                            ? edit(found.get(), edit, admin)
                            : new EditOutcome.Stale();
                });
    }

    private EditOutcome edit(Coupon coupon, Edit edit, UserId admin) {
        Terms before = coupon.terms();
        return switch (edit.on(before, clock.instant())) {
            case Edit.Refused(var fault) -> new EditOutcome.Refused(fault);
            case Edit.Unchanged _ -> new EditOutcome.Edited(coupon);
            case Edit.Changed(var after) -> {
                coupon.change(after);
                // now, so that the answer has the new version and a lost race is noticed in here
                repository.flush();
                log.add(EditDeeds.of(admin, coupon.id(), before, after));
                events.publishEvent(new CouponChanged(coupon.id()));
                yield new EditOutcome.Edited(coupon);
            }
        };
    }
}
