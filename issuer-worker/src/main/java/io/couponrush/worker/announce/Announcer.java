package io.couponrush.worker.announce;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.worker.meters.WorkerMeters;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Brings Redis and the catalogue topic up to date with the coupons' rows. May run in many threads
 * and workers at once.
 *
 * <p>The order makes a gate unique: which Redis answers, then the row, the gate in that very Redis,
 * "warmed" in the database, the topic. Gateways let nobody near a coupon that the topic doesn't
 * name, so as long as "warmed" isn't committed nobody has been admitted, and a gate made again by
 * the next attempt, of the next epoch, loses nothing. Whoever was overtaken by a later attempt can
 * commit no "warmed", and names its gate to nobody.
 */
final class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    /** The outcome of an attempt that did not come to Redis' answer, or not beyond it. */
    static final String FAILED = "failed";

    private static final Duration UNTIL_SOMEBODY_MENDS_IT = Duration.ofMinutes(1);

    private final Outbox outbox;
    private final GateWriter gates;
    private final Catalogue catalogue;
    private final WorkerMeters meters;
    private final AnnounceProperties settings;

    Announcer(
            Outbox outbox,
            GateWriter gates,
            Catalogue catalogue,
            WorkerMeters meters,
            AnnounceProperties settings) {
        this.outbox = outbox;
        this.gates = gates;
        this.catalogue = catalogue;
        this.meters = meters;
        this.settings = settings;
    }

    /** Announces what is due, up to the first failure: what failed one coupon mostly fails all. */
    void announceDue() throws InterruptedException {
        List<Long> couponIds = outbox.due(settings.batch());
        if (couponIds.isEmpty()) {
            return;
        }
        String incarnation;
        try {
            // before any row is read: in whatever Redis comes after it no gate is made
            incarnation = gates.incarnation();
        } catch (RuntimeException e) {
            LOG.warn("could not announce coupons, will try again: {}", e.toString());
            meters.announced(FAILED);
            return;
        }
        for (long couponId : couponIds) {
            Optional<Outbox.Due> due = outbox.claim(couponId, settings.lease());
            if (due.isPresent() && !announce(due.get(), incarnation)) {
                return;
            }
        }
    }

    private boolean announce(Outbox.Due due, String incarnation) throws InterruptedException {
        CouponAnnounced coupon = due.coupon();
        try {
            GateOutcome outcome =
                    gates.write(coupon, due.warmed() ? GateWriter.NOWHERE : incarnation);
            meters.announced(outcome.name().toLowerCase(Locale.ROOT));
            switch (outcome) {
                case FOREIGN -> {
                    if (outbox.giveUp(coupon, UNTIL_SOMEBODY_MENDS_IT)) {
                        LOG.error(
                                "Redis holds keys of another coupon {}; was the database emptied"
                                        + " and Redis not? Delete coupon:{{}}:*",
                                coupon.couponId(),
                                coupon.couponId());
                    }
                    return true;
                }
                case MOVED -> {
                    if (outbox.giveUp(coupon, settings.retryAfter())) {
                        LOG.info(
                                "Redis was replaced while coupon {} was announced",
                                coupon.couponId());
                    }
                    return true;
                }
                case MISSING ->
                        LOG.warn(
                                "the gate of coupon {} is gone, nobody is admitted",
                                coupon.couponId());
                case CREATED, UPDATED, CURRENT, STALE -> {}
            }
            publish(due);
            return true;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.warn(
                    "could not announce coupon {}, will try again: {}",
                    coupon.couponId(),
                    e.toString());
            meters.announced(FAILED);
            outbox.postpone(coupon.couponId(), settings.retryAfter());
            return false;
        }
    }

    private void publish(Outbox.Due due)
            throws ExecutionException, TimeoutException, InterruptedException {
        CouponAnnounced coupon = due.coupon();
        if (!due.warmed() && !outbox.warmed(coupon)) {
            LOG.info("another attempt to announce coupon {} has begun", coupon.couponId());
            return;
        }
        catalogue.publish(coupon);
        outbox.announced(coupon);
    }
}
