package io.couponrush.worker.account;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * Bounds on password hashing, which is slow on purpose and would otherwise take every core from
 * issuing.
 *
 * @param hashingAtOnce how many passwords are hashed side by side; absent: one a processor
 * @param hashingWaiting how many requests may wait for that before the next is refused
 * @param hashingPatience how long one of them waits at most
 */
@Validated
@ConfigurationProperties("rush.accounts")
record AccountProperties(
        @Nullable @Positive Integer hashingAtOnce,
        @Positive @DefaultValue("32") int hashingWaiting,
        @NotNull @DefaultValue("2s") Duration hashingPatience) {

    int hashers() {
        return hashingAtOnce == null ? Runtime.getRuntime().availableProcessors() : hashingAtOnce;
    }
}
