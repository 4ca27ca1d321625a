package io.couponrush.gateway.health;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.gateway.edge.JsonReply;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerResponse;

import java.util.List;

/**
 * What readiness says, for load balancers that only see the public port. Asked by anybody, so it
 * tells no details, and looks at nothing but what this process remembers.
 */
final class WantsRequests {

    private static final ServerResponse UP = reply(200, Status.UP);
    private static final ServerResponse OUT = reply(503, Status.OUT_OF_SERVICE);

    private final ApplicationAvailability availability;
    private final List<HealthIndicator> needed;

    /**
     * @param needed none of which may wait for anything
     */
    WantsRequests(ApplicationAvailability availability, HealthIndicator... needed) {
        this.availability = availability;
        this.needed = List.of(needed);
    }

    ServerResponse answer() {
        return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC
                        && needed.stream().allMatch(WantsRequests::isUp)
                ? UP
                : OUT;
    }

    private static boolean isUp(HealthIndicator indicator) {
        Health health = indicator.health();
        return health != null && Status.UP.equals(health.getStatus());
    }

    private static ServerResponse reply(int code, Status status) {
        byte[] body = ("{\"status\":\"" + status.getCode() + "\"}").getBytes(US_ASCII);
        return JsonReply.json(code, body).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
