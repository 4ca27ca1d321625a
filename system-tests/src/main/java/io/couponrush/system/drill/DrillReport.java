package io.couponrush.system.drill;

import io.couponrush.system.measure.Machine;

import java.time.Instant;
import java.util.List;

/**
 * What {@code ./rush drill --json} writes.
 *
 * @param brief whether long outages were a third as long
 */
record DrillReport(
        String schema,
        Instant startedAt,
        Machine machine,
        boolean brief,
        List<RoundResult> rounds,
        boolean held) {

    static final String SCHEMA = "coupon-rush/drill/1";

    static DrillReport of(Instant startedAt, boolean brief, List<RoundResult> rounds) {
        return new DrillReport(
                SCHEMA,
                startedAt,
                Machine.here(),
                brief,
                List.copyOf(rounds),
                rounds.stream().allMatch(RoundResult::held));
    }
}
