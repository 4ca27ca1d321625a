package io.couponrush.system.drill;

import io.couponrush.system.spike.SpikeReport.Finding;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * One seed of one drill.
 *
 * @param brief whether long outages were a third as long
 * @param claims requests for a coupon, those that came again included
 * @param answers what they and the looks at tickets were answered, by kind
 * @param rows of the coupon in the end
 * @param measured seconds, by what was measured
 * @param log what was done to the product, and when
 * @param trouble why the round could not be judged as planned; null if it could
 * @param historyFile where the whole history lies, if a promise was broken
 */
record RoundResult(
        String drill,
        long seed,
        boolean brief,
        long couponId,
        long claims,
        Map<String, Long> answers,
        long rows,
        Map<String, Double> measured,
        List<String> log,
        List<Finding> promises,
        @Nullable String trouble,
        @Nullable String historyFile) {

    boolean held() {
        return trouble == null && promises.stream().allMatch(Finding::held);
    }

    long violations() {
        return promises.stream().mapToLong(Finding::violationCount).sum()
                + (trouble == null ? 0 : 1);
    }
}
