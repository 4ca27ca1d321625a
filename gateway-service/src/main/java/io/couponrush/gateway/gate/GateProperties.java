package io.couponrush.gateway.gate;

import io.couponrush.gate.SoldOutLease;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How closely the gates are watched and what may be remembered.
 *
 * @param refreshEvery time between two reads of a watched gate, above zero, below the lease
 * @param lease how long a sold-out coupon is believed without another look, at most {@link
 *     SoldOutLease#LONGEST}
 * @param watchedFor how long a coupon is watched after somebody last asked, above zero; one without
 *     a gate at most 5 s
 * @param maxWatched coupons watched at a time, at least 1: those that are asked about most. Of
 *     further ones nothing is remembered, and each question about one reads its gate
 * @param maxHolders ticket holders remembered of one coupon, 8 bytes each; a coupon with more is
 *     not remembered
 */
@ConfigurationProperties("rush.gate")
record GateProperties(
        @DefaultValue("250ms") Duration refreshEvery,
        @DefaultValue("1s") Duration lease,
        @DefaultValue("30s") Duration watchedFor,
        @DefaultValue("1000") int maxWatched,
        @DefaultValue("1000000") int maxHolders) {

    GateProperties {
        if (!refreshEvery.isPositive() || refreshEvery.compareTo(lease) >= 0) {
            throw new IllegalArgumentException(
                    "rush.gate.refresh-every must be above zero and below the lease of " + lease);
        }
        if (lease.compareTo(SoldOutLease.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "rush.gate.lease must be at most " + SoldOutLease.LONGEST + ", was " + lease);
        }
        if (!watchedFor.isPositive() || maxWatched < 1 || maxHolders < 0) {
            throw new IllegalArgumentException(
                    "rush.gate: watched-for must be above zero, max-watched at least 1, max-holders"
                            + " not negative");
        }
    }
}
