package io.couponrush.worker.progress;

import io.couponrush.worker.issue.domain.Held;
import io.couponrush.worker.issue.domain.Outcome;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.progress.Settlement.Settled;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reports how claims ended, strictly after the database has committed: first to Redis, where a
 * claim is pending until now, then to the results topic. Every step may be repeated.
 */
public final class Progress {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private final Settlement settlement;
    private final Results results;
    private final WorkerMeters meters;

    Progress(Settlement settlement, Results results, WorkerMeters meters) {
        this.settlement = settlement;
        this.results = results;
        this.meters = meters;
    }

    /**
     * Returns when Redis has forgotten the claims as pending and the broker has stored the results.
     *
     * @param outcomes of one coupon, committed
     */
    public void report(long couponId, List<Outcome> outcomes) {
        // One group, but for late claims of an epoch before a rebuild.
        Map<Long, List<Outcome>> byEpoch =
                outcomes.stream()
                        .collect(Collectors.groupingBy(outcome -> outcome.claim().epoch()));
        byEpoch.forEach((epoch, group) -> settle(couponId, epoch, group));
        results.publish(outcomes);
    }

    private void settle(long couponId, long epoch, List<Outcome> outcomes) {
        for (int from = 0; from < outcomes.size(); from += Settlement.CHUNK) {
            int to = Math.min(from + Settlement.CHUNK, outcomes.size());
            Settled settled = settlement.settle(couponId, epoch, outcomes.subList(from, to));
            // Counted here, not where it was decided: a redelivered rejection is not pending any
            // more, so that admitted = rows + rejected + dead-lettered + pending stays exact.
            settled.rejected().forEach(meters::rejected);
            meters.issuedElsewhere(settled.elsewhere());
            meters.revived(settled.revived());
            meters.adopted(settled.adopted());
            if (settled.doubt()) {
                LOG.error(
                        "coupon {}: a claim of epoch {} proves that Redis has gone back in time;"
                                + " its gate is closed",
                        couponId,
                        epoch);
            }
        }
    }

    /**
     * Records dead-lettered claims, of those that are still pending or being replayed.
     *
     * @param claims of one coupon, at most one poll's worth
     */
    public void fail(long couponId, List<FailedClaim> claims) {
        meters.revived(settlement.fail(couponId, claims).revived());
    }

    /**
     * Tells Redis that a dead-lettered claim has its row all the same. Whoever committed the row
     * has told everybody else. May be repeated.
     */
    public void issued(FailedClaim claim, Held.Row row) {
        meters.revived(settlement.issued(claim, row).revived());
    }

    /**
     * Publishes outcomes that Redis knows of already. May be repeated.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker did not confirm
     */
    public void publish(List<Outcome> outcomes) {
        results.publish(outcomes);
    }
}
