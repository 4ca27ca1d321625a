package io.couponrush.worker.drill;

import io.couponrush.crash.CrashPoints;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@code POST /actuator/crash/POINT} with {@code {"passes":3, "freeze":false}} on the management
 * port.
 */
@Endpoint(id = "crash")
final class CrashEndpoint {

    private final CrashPoints points;

    CrashEndpoint(CrashPoints points) {
        this.points = points;
    }

    @WriteOperation
    void arm(@Selector String point, int passes, @Nullable Boolean freeze) {
        points.arm(point, passes, Boolean.TRUE.equals(freeze));
    }
}
