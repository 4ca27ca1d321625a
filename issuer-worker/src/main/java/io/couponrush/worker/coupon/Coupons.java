package io.couponrush.worker.coupon;

import io.couponrush.worker.coupon.domain.Edit;
import io.couponrush.worker.coupon.domain.Offer;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Makes and edits coupons, and says so to whom it concerns. */
final class Coupons {

    private final CouponRepository repository;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Coupons(
            CouponRepository repository,
            TransactionOperations transactions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.repository = repository;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    /** The offer must be without fault. */
    Coupon create(Offer offer) {
        Coupon coupon = new Coupon(offer, clock.instant().truncatedTo(ChronoUnit.MICROS));
        return transactions.execute(
                _ -> {
                    Coupon saved = repository.save(coupon);
                    events.publishEvent(new CouponChanged(saved.id()));
                    return saved;
                });
    }

    EditOutcome edit(long couponId, Edit edit) {
        return transactions.execute(
                _ -> {
                    Optional<Coupon> found = repository.findById(couponId);
                    if (found.isEmpty()) {
                        return new EditOutcome.NoSuchCoupon();
                    }
                    return found.get().version() == edit.version()
                            ? edit(found.get(), edit)
                            : new EditOutcome.Stale();
                });
    }

    private EditOutcome edit(Coupon coupon, Edit edit) {
        return switch (edit.on(coupon.state(), coupon.totalQuantity())) {
            case Edit.Refused(var fault) -> new EditOutcome.Refused(fault);
            case Edit.Unchanged _ -> new EditOutcome.Edited(coupon);
            case Edit.Changed(var state, var total) -> {
                coupon.change(state, total);
                // now, so that the answer has the new version and a lost race is noticed in here
                repository.flush();
                events.publishEvent(new CouponChanged(coupon.id()));
                yield new EditOutcome.Edited(coupon);
            }
        };
    }
}
