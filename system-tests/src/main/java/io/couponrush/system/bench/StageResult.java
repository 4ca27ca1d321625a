package io.couponrush.system.bench;

import io.couponrush.system.measure.Latency;

import java.util.Map;

/**
 * One stage in one round.
 *
 * @param expected answers with the expected status; throughput and times are of these
 * @param others all other answers, by status or by why there was none
 */
record StageResult(
        Stage stage,
        long expected,
        Map<String, Long> others,
        double seconds,
        double perSecond,
        Latency millis) {}
