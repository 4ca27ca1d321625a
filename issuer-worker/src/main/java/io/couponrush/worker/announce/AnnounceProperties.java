package io.couponrush.worker.announce;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * How coupons are announced.
 *
 * @param interval between two looks for coupons that are not announced
 * @param lease how long one announcer has a coupon for itself; longer than Redis and Kafka
 *     time-outs together, which are 10 s
 * @param retryAfter pause after a failed attempt
 * @param batch how many coupons a look takes at most
 * @param retention how long a coupon's keys stay in Redis after it closes
 */
@Validated
@ConfigurationProperties("rush.announce")
record AnnounceProperties(
        @NotNull @DefaultValue("1s") Duration interval,
        @NotNull @DefaultValue("30s") Duration lease,
        @NotNull @DefaultValue("2s") Duration retryAfter,
        @Positive @DefaultValue("50") int batch,
        @NotNull @DefaultValue("7d") Duration retention) {}
