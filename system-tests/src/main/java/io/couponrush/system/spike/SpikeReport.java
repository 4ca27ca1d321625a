package io.couponrush.system.spike;

import io.couponrush.system.guarantee.Verdict;
import io.couponrush.system.measure.Latency;
import io.couponrush.system.measure.Machine;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What {@code ./rush spike --json} writes; README.md of this module explains each field. Fields may
 * be added; another meaning gets another {@code schema}.
 */
public record SpikeReport(
        String schema,
        Instant startedAt,
        Machine machine,
        Options options,
        long couponId,
        Claims claims,
        Tickets tickets,
        Rows rows,
        List<Finding> promises,
        boolean held) {

    /** Name and version of this form. */
    public static final String SCHEMA = "coupon-rush/spike/1";

    public record Options(int users, int coupons, int connections, long seed) {}

    /**
     * @param answers all answers to claims by kind; more than users when some were sent away
     * @param users what each user heard first of all: a ticket, or the last refusal
     * @param undecided users with neither a ticket nor a final no; with any, the promises were not
     *     put to the test and the spike is not held
     * @param seconds from the first claim sent to the last claim answered
     */
    public record Claims(
            Map<String, Long> answers,
            Map<String, Long> users,
            long undecided,
            double seconds,
            double perSecond,
            Latency millis) {}

    /**
     * @param ends how tickets ended, by state
     * @param polls answers to looks at a ticket
     */
    public record Tickets(Map<String, Long> ends, long polls, Latency millis) {}

    /**
     * @param lastAfterSeconds from the first claim sent to the time written in the youngest row; 0
     *     without rows
     */
    public record Rows(long count, double lastAfterSeconds, double perSecond) {}

    /** A verdict for machines. */
    public record Finding(
            String promise,
            String title,
            boolean held,
            Map<String, Long> evidence,
            long violationCount,
            List<String> violations) {

        public static Finding of(Verdict verdict) {
            return new Finding(
                    verdict.promise().name(),
                    verdict.promise().title(),
                    verdict.held(),
                    verdict.evidence(),
                    verdict.violationCount(),
                    verdict.violations());
        }
    }
}
