package io.couponrush.system.overload;

import io.couponrush.system.guarantee.Verdict;
import io.couponrush.system.measure.Latency;

import java.util.List;
import java.util.Map;

/**
 * One load in one round.
 *
 * @param load in multiples of the closed loop, 0 for the closed loop itself
 * @param offeredPerSecond claims
 * @param goodput claims a second answered 202 in time whose tickets ended ISSUED
 * @param answers all answers to claims by kind
 * @param accepted from the instant a claim was due to its 202
 * @param refused the same to its 503
 * @param sentLate from due to sent: what the load itself was late by
 * @param rowsAfterSeconds from the end of the offer until nothing was pending
 * @param cpu part of a core used by gateway, worker and load meanwhile
 * @param broken violated promises, in words
 */
record LoadResult(
        int load,
        double offeredPerSecond,
        double goodput,
        Map<String, Long> answers,
        Latency accepted,
        Latency refused,
        Latency sentLate,
        double rowsAfterSeconds,
        Map<String, Double> cpu,
        List<String> broken) {

    LoadResult {
        answers = Map.copyOf(answers);
        cpu = Map.copyOf(cpu);
        broken = List.copyOf(broken);
    }

    static List<String> broken(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> !verdict.held())
                .map(verdict -> verdict.promise() + ": " + verdict.violations())
                .toList();
    }

    long count(String kind) {
        return answers.getOrDefault(kind, 0L);
    }

    /** Answers that are neither 202 nor the early refusal. */
    long others() {
        return answers.values().stream().mapToLong(Long::longValue).sum()
                - count("QUEUED")
                - count("OVERLOADED");
    }
}
