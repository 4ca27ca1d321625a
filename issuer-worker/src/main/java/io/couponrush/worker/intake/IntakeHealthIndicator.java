package io.couponrush.worker.intake;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down while claims wait for a server that is away or unwell. Not part of readiness: a worker that
 * waits still serves HTTP.
 */
final class IntakeHealthIndicator implements HealthIndicator {

    private final IntakeState state;

    IntakeHealthIndicator(IntakeState state) {
        this.state = state;
    }

    @Override
    public Health health() {
        int threads = state.threadsWaiting();
        return state.longest()
                .map(
                        wait ->
                                Health.down()
                                        .withDetail("waitingThreads", threads)
                                        .withDetail("since", wait.since().toString())
                                        .withDetail("attempts", wait.attempts())
                                        .withDetail("cause", wait.cause()))
                .orElseGet(Health::up)
                .build();
    }
}
