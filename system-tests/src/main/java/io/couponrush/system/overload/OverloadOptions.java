package io.couponrush.system.overload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * @param rounds how often everything is measured, at least 1; ratios are made within a round
 * @param loads what is offered, in multiples of what the closed loop of the round reached
 * @param offer how long each load lasts, longer than {@link #RUN_IN}
 * @param warmUp of closed loops before anything counts, and one offer of the highest load
 * @param connections kept-alive, one request at a time on each
 * @param seed decides the ids of the users
 * @param results folder for the report
 */
record OverloadOptions(
        int rounds,
        List<Integer> loads,
        Duration offer,
        Duration warmUp,
        int connections,
        long seed,
        Path results) {

    /** Until the queue has its length; not counted. */
    static final Duration RUN_IN = Duration.ofSeconds(1);

    OverloadOptions {
        loads = List.copyOf(loads);
        if (rounds < 1 || connections < Overload.USERS_AT_A_TIME || warmUp.isNegative()) {
            throw new IllegalArgumentException(
                    "rounds start at 1, connections at %d, the warm-up at 0"
                            .formatted(Overload.USERS_AT_A_TIME));
        }
        if (loads.isEmpty() || loads.stream().anyMatch(load -> load < 1)) {
            throw new IllegalArgumentException("loads are multiples from 1 on");
        }
        if (offer.compareTo(RUN_IN) <= 0) {
            throw new IllegalArgumentException("an offer lasts more than a second");
        }
    }

    int highest() {
        return loads.stream().mapToInt(load -> load).max().orElseThrow();
    }
}
