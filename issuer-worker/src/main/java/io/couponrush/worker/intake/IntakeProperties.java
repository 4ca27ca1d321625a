package io.couponrush.worker.intake;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * How issue requests are taken from Kafka.
 *
 * @param enabled false: this worker serves HTTP only
 * @param concurrency consumer threads, 1 to 12, the number of partitions
 * @param maxPollRecords the largest batch, 1 to 2,000
 * @param gather how long the broker may hold back the first claims of a batch to let more join
 *     them, 0 to 500 ms; a backlog is never held back. A row in a batch of 50 costs a fifth of one
 *     in a batch of 5
 * @param sessionTimeout after so much silence of a worker its partitions move to another; the
 *     broker allows no less than 6 s unless told otherwise
 * @param attempts how often an unexpected error is tried before the culprit is dead-lettered
 * @param retryDelay before the second attempt; doubles
 * @param longestWait between two looks at a server that is away; waits begin at a tenth of it
 */
@Validated
@ConfigurationProperties("rush.intake")
record IntakeProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("3") @Min(1) @Max(12) int concurrency,
        @DefaultValue("1000") @Min(1) @Max(2_000) int maxPollRecords,
        @DefaultValue("50ms") @DurationMin(millis = 0) @DurationMax(millis = 500) Duration gather,
        @DefaultValue("6s") @DurationMin(seconds = 1) @DurationMax(seconds = 60)
                Duration sessionTimeout,
        @DefaultValue("3") @Min(1) @Max(10) int attempts,
        @DefaultValue("100ms") @DurationMin(millis = 1) @DurationMax(seconds = 5)
                Duration retryDelay,
        @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 1)
                Duration longestWait) {}
