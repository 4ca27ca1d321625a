package io.couponrush.worker.watch;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * How closely a worker looks at what its meters say of coupons, dead letters and the backlog.
 *
 * @param enabled false: those meters stay as they are at the start
 * @param interval between two looks, 100 ms to 1 min
 * @param coupons looked at, at most, 1 to 1,000: each is 20 time series; those that opened last
 *     come first
 * @param ahead how long before its opening a coupon is looked at, 0 to 7 days
 * @param recount rows of a coupon on which nothing seems to happen are counted again after so long,
 *     1 s to 1 h
 */
@Validated
@ConfigurationProperties("rush.watch")
record WatchProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("2s") @DurationMin(millis = 100) @DurationMax(minutes = 1) Duration interval,
        @DefaultValue("100") @Min(1) @Max(1_000) int coupons,
        @DefaultValue("1h") @DurationMin(seconds = 0) @DurationMax(days = 7) Duration ahead,
        @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration recount) {}
