package io.couponrush.worker.progress;

import io.couponrush.events.CouponEvent;
import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.CouponIssued;
import io.couponrush.events.CouponRejected;
import io.couponrush.events.EventCodec;
import io.couponrush.events.RejectionReason;
import io.couponrush.worker.issue.domain.Outcome;

import java.time.Instant;
import java.util.List;

/**
 * Publishes how claims ended. A redelivery publishes again: readers see each result once or more.
 */
final class Results {

    private final ConfirmedSends sends;

    Results(ConfirmedSends sends) {
        this.sends = sends;
    }

    void publish(List<Outcome> outcomes) {
        sends.send(outcomes.stream().map(Results::event).map(EventCodec::record).toList());
    }

    private static CouponEvent event(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Issued(CouponIssueRequested claim, Instant at) -> issued(claim, at);
            case Outcome.AlreadyIssued(CouponIssueRequested claim, Instant at) -> issued(claim, at);
            case Outcome.IssuedElsewhere(CouponIssueRequested claim, Instant at) ->
                    issued(claim, at);
            case Outcome.Rejected(CouponIssueRequested claim, RejectionReason reason, Instant at) ->
                    new CouponRejected(
                            claim.couponId(), claim.userId(), claim.sequence(), reason, at);
        };
    }

    private static CouponIssued issued(CouponIssueRequested claim, Instant at) {
        return new CouponIssued(claim.couponId(), claim.userId(), claim.sequence(), at);
    }
}
