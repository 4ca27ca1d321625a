package io.couponrush.system.drill;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.localstack.product.Service;
import io.couponrush.system.api.Announcement;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.token.Users.User;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What happens when a machine's clock is wrong. */
final class ClockFaults {

    private static final String OFFSET = "RUSH_DRILL_CLOCK_OFFSET";
    private static final int EARLY_BIRDS = 20;

    private static final List<String> ROADS = List.of("/api/v1", "/api/v2", "/api/v3");

    private ClockFaults() {}

    /**
     * A service is an hour ahead or behind: a coupon that opens in half an hour stays shut, and the
     * gates of an empty Redis are made anew as if the clock were right. If it is a worker's, it
     * makes them alone.
     */
    static void jumps(Stage stage) throws Exception {
        List<Service> gateways = stage.product().gateways();
        // the first worker signs the tokens of this drill's own administrator
        Service service =
                stage.oneOf(
                        Stream.concat(gateways.stream(), stage.product().workers().stream().skip(1))
                                .toList());
        String offset = stage.random().nextBoolean() ? "1h" : "-1h";
        Instant opens = Instant.now().plus(Duration.ofMinutes(30));
        Coupon shut =
                stage.admin().createCoupon("not yet", 100, opens, opens.plus(Duration.ofDays(1)));
        gateways.forEach(gateway -> Announcement.await(gateway.url(), shut.id()));
        restart(stage, service, offset);
        for (User bird : stage.strangers(EARLY_BIRDS)) {
            for (Service gateway : gateways) {
                for (String road : ROADS) {
                    assertNotOpen(gateway, road, shut, bird);
                }
            }
        }
        if (stage.admin().balance(shut.id()).admitted() != 0) {
            throw new IllegalStateException("somebody was admitted before the opening");
        }
        stage.note("nobody got in early");
        List<Service> others =
                gateways.contains(service)
                        ? List.of()
                        : stage.product().workers().stream()
                                .filter(worker -> worker != service)
                                .toList();
        others.forEach(Service::stop);
        ServerFaults.redisComesBackEmpty(stage);
        others.forEach(Service::start);
        restart(stage, service, "0s");
    }

    private static void assertNotOpen(Service gateway, String road, Coupon shut, User bird) {
        HttpResponse<String> answer =
                ProductApi.anonymous(gateway.url())
                        .as(new String(bird.token(), US_ASCII))
                        .send("POST", road + "/me/coupons/" + shut.id() + "/issue", null);
        if (answer.statusCode() != 409 || !answer.body().contains("NOT_OPEN")) {
            throw new IllegalStateException(
                    "half an hour early, %s said to %s: %d %s"
                            .formatted(gateway.name(), road, answer.statusCode(), answer.body()));
        }
    }

    private static void restart(Stage stage, Service service, String offset) {
        service.set(OFFSET, offset);
        service.restart();
        stage.note(service.name() + " runs with a clock that is " + offset + " off");
    }
}
