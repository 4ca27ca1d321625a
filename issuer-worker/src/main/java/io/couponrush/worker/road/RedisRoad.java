package io.couponrush.worker.road;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.worker.issue.Issuer;
import io.couponrush.worker.issue.domain.Outcome;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.progress.Progress;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import java.util.List;

/**
 * v2: the gate decides, with the script and the keys of v3, and the row is written in the same
 * request.
 *
 * <p>A claim is settled the way v3 settles: row, Redis, result. If the row can't be written, the
 * slot goes back to the stock; not if the commit is in doubt, nor if the ticket was there before,
 * because then the row may exist or be on its way. Such a claim stays pending: whoever asks again
 * brings it to its end.
 */
public final class RedisRoad {

    static final String NAME = "v2";

    private static final Logger LOG = LoggerFactory.getLogger(RedisRoad.class);

    private final KnownCoupons coupons;
    private final RoadGate gate;
    private final Issuer issuer;
    private final Progress progress;
    private final WorkerMeters meters;

    /**
     * @param issuer says of a failure whether the commit is in doubt
     */
    RedisRoad(
            KnownCoupons coupons,
            RoadGate gate,
            Issuer issuer,
            Progress progress,
            WorkerMeters meters) {
        this.coupons = coupons;
        this.gate = gate;
        this.issuer = issuer;
        this.progress = progress;
        this.meters = meters;
    }

    /** Decides and writes; never throws for a server that is away. */
    public RoadOutcome issue(long couponId, long userId) {
        return switch (coupons.look(couponId)) {
            case UNKNOWN -> new RoadOutcome.NoSuchCoupon();
            case NOT_WARMED -> new RoadOutcome.Unavailable();
            case WARMED -> decide(couponId, userId);
        };
    }

    private RoadOutcome decide(long couponId, long userId) {
        Admission admission;
        try {
            admission = gate.admit(couponId, userId);
        } catch (DataAccessException e) {
            LOG.warn("coupon {}: Redis did not decide: {}", couponId, e.toString());
            return new RoadOutcome.Unavailable();
        }
        return switch (admission) {
            case Admission.Admitted(CouponIssueRequested claim) -> {
                meters.roadAdmitted();
                yield write(claim, true);
            }
            case Admission.Queued(CouponIssueRequested claim) -> write(claim, false);
            case Admission.Over(RoadOutcome outcome) -> outcome;
        };
    }

    private RoadOutcome write(CouponIssueRequested claim, boolean ours) {
        Outcome outcome;
        try {
            outcome =
                    Contention.retried(() -> issuer.issue(claim.couponId(), List.of(claim)))
                            .getFirst();
        } catch (CommitInDoubtException e) {
            LOG.warn("{} may be committed or not and stays pending", claim.name(), e);
            return new RoadOutcome.Unavailable();
        } catch (RuntimeException e) {
            if (Contention.isOfDatabase(e)) {
                LOG.warn("{} could not be written: {}", claim.name(), e.toString());
            } else {
                LOG.error("{} could not be written", claim.name(), e);
            }
            if (ours) {
                giveBack(claim);
            }
            return new RoadOutcome.Unavailable();
        }
        settle(outcome);
        return switch (outcome) {
            case Outcome.Issued(_, var issuedAt) -> new RoadOutcome.Issued(issuedAt);
            case Outcome.AlreadyIssued _, Outcome.IssuedElsewhere _ ->
                    new RoadOutcome.AlreadyIssued();
            case Outcome.Rejected(_, var reason, _) -> RoadGate.rejected(reason);
        };
    }

    /** The database has spoken: if Redis or Kafka do not hear of it now, the answer stays true. */
    private void settle(Outcome outcome) {
        try {
            progress.report(outcome.claim().couponId(), List.of(outcome));
        } catch (RuntimeException e) {
            LOG.warn(
                    "{} is decided, but was not reported: {}",
                    outcome.claim().name(),
                    e.toString());
        }
    }

    private void giveBack(CouponIssueRequested claim) {
        try {
            if (gate.giveBack(claim)) {
                meters.roadReturned();
            }
        } catch (DataAccessException e) {
            LOG.warn("{} keeps its slot, Redis did not answer: {}", claim.name(), e.toString());
        }
    }
}
