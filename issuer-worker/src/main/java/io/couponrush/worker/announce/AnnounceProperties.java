package io.couponrush.worker.announce;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * How coupons are announced.
 *
 * @param interval between two looks for coupons that are not announced
 * @param lease how long one announcer has a coupon for itself; longer than the time-outs of Redis
 *     (2 s, {@code application.yaml}, and again if it must be sent the script) and Kafka (21 s,
 *     {@link Catalogue}) together
 * @param retryAfter pause after a failed attempt
 * @param batch how many coupons a look takes at most
 * @param retention see {@link Retention}
 */
@Validated
@ConfigurationProperties("rush.announce")
record AnnounceProperties(
        @NotNull @DurationMin(millis = 10) @DefaultValue("1s") Duration interval,
        @NotNull @DurationMin(seconds = 25) @DefaultValue("30s") Duration lease,
        @NotNull @DurationMin(millis = 10) @DefaultValue("2s") Duration retryAfter,
        @Positive @DefaultValue("50") int batch,
        @NotNull @DurationMin(hours = 1) @DefaultValue("7d") Duration retention) {}
