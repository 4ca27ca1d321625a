package io.couponrush.worker.coupon;

import io.couponrush.events.CouponState;
import io.couponrush.worker.audit.AdminDeed;
import io.couponrush.worker.audit.AdminLog;
import io.couponrush.worker.coupon.domain.Edit;
import io.couponrush.worker.coupon.domain.Offer;
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
        return switch (edit.on(coupon.state(), coupon.totalQuantity())) {
            case Edit.Refused(var fault) -> new EditOutcome.Refused(fault);
            case Edit.Unchanged _ -> new EditOutcome.Edited(coupon);
            case Edit.Changed(var state, var total) -> {
                AdminDeed deed = deed(coupon, state, total, admin);
                coupon.change(state, total);
                // now, so that the answer has the new version and a lost race is noticed in here
                repository.flush();
                log.add(deed);
                events.publishEvent(new CouponChanged(coupon.id()));
                yield new EditOutcome.Edited(coupon);
            }
        };
    }

    /** What one edit comes to: a deed of its own name, or an edit of both. */
    private static AdminDeed deed(
            Coupon before, CouponState state, long totalQuantity, UserId admin) {
        boolean turned = state != before.state();
        boolean raised = totalQuantity != before.totalQuantity();
        AdminDeed.Kind kind = turned ? turnedTo(state) : AdminDeed.Kind.RAISE;
        String turn = "state " + before.state() + " to " + state;
        String raise = "total " + before.totalQuantity() + " to " + totalQuantity;
        return AdminDeed.withCoupon(
                admin,
                turned && raised ? AdminDeed.Kind.EDIT_COUPON : kind,
                before.id(),
                turned && raised ? turn + ", " + raise : turned ? turn : raise);
    }

    private static AdminDeed.Kind turnedTo(CouponState state) {
        return switch (state) {
            case OPEN -> AdminDeed.Kind.RESUME;
            case PAUSED -> AdminDeed.Kind.PAUSE;
            case CLOSED -> AdminDeed.Kind.CLOSE;
        };
    }
}
