package io.couponrush.worker.receipt;

import jakarta.validation.constraints.NotNull;

import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * Receipts.
 *
 * @param signingKey path of a PKCS#8 PEM file with an RSA key, not that of access tokens; empty:
 *     this worker signs no receipts and commits to none
 * @param settle for how long a closed coupon must have had nothing pending before its digest is
 *     made; longer than a gateway lets a claim wait
 * @param interval between two looks for such coupons
 */
@Validated
@ConfigurationProperties("rush.receipts")
record ReceiptProperties(
        @DefaultValue("") String signingKey,
        @NotNull @DurationMin(millis = 0) @DefaultValue("5s") Duration settle,
        @NotNull @DurationMin(millis = 10) @DefaultValue("2s") Duration interval) {

    boolean isOn() {
        return !signingKey.isBlank();
    }
}
