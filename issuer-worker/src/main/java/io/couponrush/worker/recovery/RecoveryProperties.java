package io.couponrush.worker.recovery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * How what a crash left behind is found and mended.
 *
 * @param enabled false: this worker leaves it to others
 * @param interval between two rounds of the one worker that does it, 50 ms to 1 min
 * @param lease after so much silence of that worker another one takes over, 1 s to 5 min
 * @param overdue a claim that is pending for longer than this, while no message of it is on its
 *     way, is published again; above the time that a gateway needs for that, 100 ms to 10 min
 * @param grace after a gate was shut, until what it had admitted has been sent: above the time for
 *     which a gateway lets a claim wait for its answer and remembers "sold out", 0 to 1 min
 * @param batch claims published again in one round, 1 to 5,000
 */
@Validated
@ConfigurationProperties("rush.recovery")
record RecoveryProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1s") @DurationMin(millis = 50) @DurationMax(minutes = 1) Duration interval,
        @DefaultValue("10s") @DurationMin(seconds = 1) @DurationMax(minutes = 5) Duration lease,
        @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 10) Duration overdue,
        @DefaultValue("3s") @DurationMin(millis = 0) @DurationMax(minutes = 1) Duration grace,
        @DefaultValue("2000") @Min(1) @Max(5_000) int batch) {}
