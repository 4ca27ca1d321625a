package io.couponrush.system.compare;

import io.couponrush.system.measure.Latency;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One contender on a fresh coupon, once.
 *
 * @param number from 1; rounds with the same number ran next to each other
 * @param claims sent
 * @param failed first answers that were no right answer
 * @param answers first answers by kind
 * @param answersPerSecond first answers in the time from the first claim to the last answer
 * @param firstAnswer response times
 * @param issuedPerSecond rows in the time from the first claim to the youngest row
 * @param lastRowSeconds that time
 */
public record Round(
        int number,
        long claims,
        long failed,
        Map<String, Long> answers,
        double answersPerSecond,
        Latency firstAnswer,
        double issuedPerSecond,
        double lastRowSeconds,
        Books books,
        Timeline timeline) {

    public Round {
        answers = Collections.unmodifiableMap(new TreeMap<>(answers));
    }
}
