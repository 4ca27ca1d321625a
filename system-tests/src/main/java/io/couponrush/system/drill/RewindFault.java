package io.couponrush.system.drill;

import io.couponrush.localstack.product.Service;
import io.couponrush.system.store.GateSnapshot;

import java.time.Duration;
import java.util.List;

/**
 * Redis goes back in time and stays the same server, so that no {@code run_id} betrays it. What
 * does is a claim that it has forgotten. Until that is heard of, nobody can know; so the gateways
 * stand still meanwhile, or the same sequences would be given again (docs/decisions/0016, "Known").
 */
final class RewindFault {

    private static final Duration FORGOTTEN = Duration.ofSeconds(2);

    /** For what was under way when the gateways stopped. */
    private static final Duration UNDER_WAY = Duration.ofMillis(200);

    /** For the workers to read their first poll and settle it. */
    private static final Duration NOTICED = Duration.ofSeconds(5);

    private RewindFault() {}

    static void strike(Stage stage) throws Exception {
        List<Service> workers = stage.product().workers();
        List<Service> gateways = stage.product().gateways();
        String redis = stage.product().state().redisUri();
        gateways.forEach(Service::freeze);
        stage.pause(UNDER_WAY);
        workers.forEach(Service::freeze);
        GateSnapshot before = GateSnapshot.of(redis, stage.couponId());
        gateways.forEach(Service::thaw);
        stage.note("the workers stand still");
        stage.pause(FORGOTTEN);
        gateways.forEach(Service::freeze);
        stage.pause(UNDER_WAY);
        try (RebuildWatch rebuilds = RebuildWatch.of(stage)) {
            before.restore();
            stage.note(
                    "Redis has gone back by " + FORGOTTEN.toSeconds() + " s, as the same server");
            long from = System.nanoTime();
            workers.forEach(Service::thaw);
            stage.pause(NOTICED);
            gateways.forEach(Service::thaw);
            ServerFaults.reopened(stage, rebuilds, from);
            stage.closedWhile(rebuilds.windows());
        }
    }
}
