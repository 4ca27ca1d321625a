package io.couponrush.gateway.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * Which tokens are believed.
 *
 * @param issuer the only accepted {@code iss}
 * @param audience must be among {@code aud}
 * @param clockSkew by how much the clock of the issuer may differ, zero or more; a token is
 *     believed for so long after its {@code exp}
 * @param verifiedTokens how many verified tokens are remembered, zero or more; one takes about 0.4
 *     kB
 * @param keysRefreshAfter age at which the issuer's keys are fetched again, above zero
 * @param keysRetryAfter least time between two fetches, above zero: tokens with invented key ids
 *     cannot make the gateway fetch more often
 */
@ConfigurationProperties("rush.auth")
record AuthProperties(
        @DefaultValue("https://coupon-rush.example") String issuer,
        @DefaultValue("coupon-rush") String audience,
        @DefaultValue("5s") Duration clockSkew,
        @DefaultValue("200000") int verifiedTokens,
        @DefaultValue("5m") Duration keysRefreshAfter,
        @DefaultValue("5s") Duration keysRetryAfter) {

    AuthProperties {
        if (clockSkew.isNegative()
                || verifiedTokens < 0
                || !keysRefreshAfter.isPositive()
                || !keysRetryAfter.isPositive()) {
            throw new IllegalArgumentException(
                    "rush.auth: skew and verified-tokens must not be negative, the keys' times must"
                            + " be above zero");
        }
    }
}
