package io.couponrush.system.drill;

import io.couponrush.localstack.product.Service;

import java.time.Duration;
import java.util.List;

/** What happens to a gateway. */
final class GatewayFaults {

    private static final Duration OCCASION = Duration.ofSeconds(10);
    private static final List<String> POINTS =
            List.of("before-publish", "before-ack", "before-answer");

    private GatewayFaults() {}

    /** Signal 9, in three of four rounds exactly on the way of a claim. */
    static void killed(Stage stage) throws Exception {
        Service gateway = stage.oneOf(stage.product().gateways());
        int where = stage.random().nextInt(POINTS.size() + 1);
        if (where == POINTS.size()) {
            gateway.kill();
            stage.struck();
            stage.note(gateway.name() + " killed");
        } else {
            stage.arm(gateway, POINTS.get(where), stage.random().nextInt(20));
            stage.awaitDeath(gateway, OCCASION);
        }
        // the load balancer has one gateway for a while
        stage.pause(Duration.ofMillis(stage.random().nextLong(3_000)));
        gateway.start();
        stage.note(gateway.name() + " up again");
    }
}
