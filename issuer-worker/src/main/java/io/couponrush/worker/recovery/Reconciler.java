package io.couponrush.worker.recovery;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.recovery.domain.GateFacts;
import io.couponrush.worker.recovery.domain.Look;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Publishes claims again whose message never came (docs/decisions/0013). Doing it needlessly is
 * harmless, so it may be done at any moment and by several workers. One thread at a time.
 */
final class Reconciler {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    private final RecoveryKeys keys;
    private final TopicProgress topic;
    private final WorkerMeters meters;
    private final RecoveryProperties settings;
    private final LongSupplier nanoTime;

    private @Nullable Look look;

    Reconciler(
            RecoveryKeys keys,
            TopicProgress topic,
            WorkerMeters meters,
            RecoveryProperties settings,
            LongSupplier nanoTime) {
        this.keys = keys;
        this.topic = topic;
        this.meters = meters;
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    /**
     * Takes a look, or acts upon the last one if it is ripe.
     *
     * @param gates in order, read in this round
     */
    void round(List<GateFacts> gates) {
        Look last = look;
        if (last == null || last.isDone()) {
            look = take(gates);
        } else if (last.isOld(nanoTime.getAsLong(), settings.overdue())) {
            if (last.isPassed(topic.committed())) {
                publish(last);
            } else if (last.isOfALostTopic(topic.ends())) {
                LOG.warn("the topic of issue requests has become shorter, looking anew");
                look = take(gates);
            }
        }
    }

    /** What was seen is too old to act upon: another worker has been at it. */
    void forget() {
        look = null;
    }

    private @Nullable Look take(List<GateFacts> gates) {
        var admitted =
                gates.stream()
                        .filter(gate -> gate.pending() > 0)
                        .collect(Collectors.toMap(GateFacts::couponId, GateFacts::admitted));
        return admitted.isEmpty() ? null : new Look(nanoTime.getAsLong(), admitted, topic.ends());
    }

    private void publish(Look ripe) {
        int left = settings.batch();
        for (Look.Range range : ripe.ranges()) {
            if (left == 0) {
                return;
            }
            List<CouponIssueRequested> overdue = keys.overdue(range, left);
            if (!overdue.isEmpty()) {
                topic.publish(overdue);
                meters.republished(overdue.size());
                LOG.warn(
                        "coupon {}: {} claims were pending without a message, published again",
                        range.couponId(),
                        overdue.size());
            }
            if (overdue.size() == left) {
                ripe.doneUpTo(range, overdue.getLast().sequence());
            } else {
                ripe.done(range.couponId());
            }
            left -= overdue.size();
        }
    }
}
