package io.couponrush.worker.drill;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.context.Lifecycle;

/**
 * {@code POST /actuator/intake} with {@code {"running":false}} on the management port: all
 * consumers of this worker leave their group, and with {@code true} they join it again.
 */
@Endpoint(id = "intake")
final class IntakeEndpoint {

    private final Lifecycle intake;

    IntakeEndpoint(Lifecycle intake) {
        this.intake = intake;
    }

    @WriteOperation
    void run(boolean running) {
        if (running) {
            intake.start();
        } else {
            intake.stop();
        }
    }
}
