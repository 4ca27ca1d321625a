package io.couponrush.system.bench;

import java.util.List;

/**
 * @param stages in the order of {@link Stage}
 * @param accepted claims answered 202
 * @param rows of those claims in the end
 */
record Round(List<StageResult> stages, DrainResult drain, long accepted, long rows) {

    Round {
        stages = List.copyOf(stages);
    }

    double perSecond(Stage stage) {
        return stages.stream()
                .filter(result -> result.stage() == stage)
                .findFirst()
                .orElseThrow()
                .perSecond();
    }

    /** Throughput of a stage as a part of that of the no-op. */
    double toNoop(Stage stage) {
        return perSecond(stage) / perSecond(Stage.NOOP);
    }

    double drainToBare() {
        return drain.drainPerSecond() / drain.barePerSecond();
    }

    double outageToDrain() {
        return drain.outagePerSecond() / drain.drainPerSecond();
    }

    /** Every accepted claim has become a row, those of the two backlogs too. */
    boolean complete() {
        return rows == accepted && drain.rows() == 2 * drain.backlog();
    }
}
