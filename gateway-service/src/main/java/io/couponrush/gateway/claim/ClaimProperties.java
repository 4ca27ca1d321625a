package io.couponrush.gateway.claim;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * The limits of claiming.
 *
 * @param maxInFlight claims being decided or handed over at a time, at least 1; the next one is
 *     refused at once. Enough for a burst on an idle gateway; under a load that lasts, {@code
 *     longestWait} is the bound that counts
 * @param longestWait for an answer, above zero and below {@code answerWithin}: no more claims are
 *     let in than are answered in that time at the pace of the last seconds. A quarter of {@code
 *     answerWithin}, since a claim may wait as long again before its headers are read
 * @param answerWithin after which a claim is answered with 503, above zero; the claim itself goes
 *     on and a late decision is still handed over
 * @param clockDoubt by how much the clock of Redis may have moved against this machine's since it
 *     was asked for the time a second ago, zero or more: only a coupon that opens later than that
 *     is refused without asking Redis
 * @param repeatAfter for so long a claim that was repeated, and handed over once more, is not
 *     handed over again by this gateway, above zero
 * @param drainTimeout how long a shutdown waits for what was admitted, above zero
 */
@ConfigurationProperties("rush.claim")
record ClaimProperties(
        @DefaultValue("3000") int maxInFlight,
        @DefaultValue("500ms") Duration longestWait,
        @DefaultValue("2s") Duration answerWithin,
        @DefaultValue("5s") Duration clockDoubt,
        @DefaultValue("10s") Duration repeatAfter,
        @DefaultValue("10s") Duration drainTimeout) {

    ClaimProperties {
        if (maxInFlight < 1 || clockDoubt.isNegative()) {
            throw new IllegalArgumentException(
                    "rush.claim: max-in-flight must be at least 1, clock-doubt not negative");
        }
        if (!answerWithin.isPositive() || !repeatAfter.isPositive() || !drainTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "rush.claim: answer-within, repeat-after and drain-timeout must be above zero");
        }
        if (!longestWait.isPositive() || longestWait.compareTo(answerWithin) >= 0) {
            throw new IllegalArgumentException(
                    "rush.claim: longest-wait must be above zero and below answer-within");
        }
    }
}
