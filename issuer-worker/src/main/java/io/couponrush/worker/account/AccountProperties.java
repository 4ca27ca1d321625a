package io.couponrush.worker.account;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * How passwords are hashed, and bounds on it: it is slow on purpose and would otherwise take every
 * core from issuing.
 *
 * @param hashingAtOnce how many passwords are hashed side by side; absent: one a processor
 * @param hashingWaiting how many requests may wait for that before the next is refused
 * @param hashingPatience how long one of them waits at most
 * @param hashingStrength bcrypt's cost: two to this power are its rounds. Less than Spring
 *     Security's own 10 is for tests: the profile prod refuses it. More would tell names that have
 *     a cheaper hash from those that nobody has, by the time a refusal takes.
 */
@Validated
@ConfigurationProperties("rush.accounts")
record AccountProperties(
        @Nullable @Positive Integer hashingAtOnce,
        @Positive @DefaultValue("32") int hashingWaiting,
        @NotNull @DefaultValue("2s") Duration hashingPatience,
        @Min(4) @Max(STRONG) @DefaultValue("" + STRONG) int hashingStrength) {

    /** What fits people's passwords, and what Spring Security's encoder has by itself. */
    static final int STRONG = 10;

    int hashers() {
        return hashingAtOnce == null ? Runtime.getRuntime().availableProcessors() : hashingAtOnce;
    }
}
