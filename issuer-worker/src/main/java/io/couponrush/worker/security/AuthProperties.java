package io.couponrush.worker.security;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * Access tokens.
 *
 * @param signingKey path of a PKCS#8 PEM file with an RSA key of at least 2048 bits; the worker
 *     does not start without it
 * @param issuer the {@code iss} claim that is written and demanded
 * @param audience the {@code aud} claim that is written and demanded
 * @param tokenLife how long a token is good for
 * @param sessionLife for how long after a sign-in its tokens can be renewed
 */
@Validated
@ConfigurationProperties("rush.auth")
record AuthProperties(
        @DefaultValue("") String signingKey,
        @NotBlank @DefaultValue("https://coupon-rush.example") String issuer,
        @NotBlank @DefaultValue("coupon-rush") String audience,
        @NotNull @DefaultValue("15m") Duration tokenLife,
        @NotNull @DefaultValue("12h") Duration sessionLife) {}
