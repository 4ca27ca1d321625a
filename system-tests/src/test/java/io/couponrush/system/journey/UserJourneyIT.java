package io.couponrush.system.journey;

import static io.couponrush.system.journey.SharedProduct.admin;
import static io.couponrush.system.journey.SharedProduct.admitted;
import static io.couponrush.system.journey.SharedProduct.anybody;
import static io.couponrush.system.journey.SharedProduct.claim;
import static io.couponrush.system.journey.SharedProduct.newUser;
import static io.couponrush.system.journey.SharedProduct.openCoupon;
import static io.couponrush.system.journey.SharedProduct.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.api.Announcement;
import io.couponrush.system.api.Await;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.lane.ProductLane;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** What a user of the product goes through. */
@ProductLane
class UserJourneyIT {

    /** Longer than another lane holds a coupon: what is behind its claims in a partition waits. */
    private static final Duration BOUND = Duration.ofSeconds(90);

    @Test
    void claimsACouponAndFindsItAmongTheirOwn() {
        Coupon coupon = openCoupon(10);
        ProductApi user = newUser();

        JsonNode claimed = admitted(user, coupon);
        assertThat(claimed.path("state").stringValue()).isEqualTo("QUEUED");
        assertThat(claimed.path("sequence").longValue()).isEqualTo(1);
        awaitIssued(user, coupon);

        JsonNode mine = user.call("GET", "/api/v1/me/coupons", null, 200);
        assertThat(mine).hasSize(1);
        assertThat(mine.path(0).path("couponId").longValue()).isEqualTo(coupon.id());
        assertThat(mine.path(0).path("sequence").longValue()).isEqualTo(1);
        assertThat(mine.path(0).path("name").stringValue()).isEqualTo(coupon.name());
        assertThat(anybody().coupon(coupon.id()).remaining()).isEqualTo(9);
        assertThat(anybody().coupon(coupon.id()).issuedQuantity()).isEqualTo(1);
    }

    @Test
    void aRepeatedClaimGetsTheSameTicket() {
        Coupon coupon = openCoupon(10);
        ProductApi first = newUser();
        ProductApi second = newUser();
        admitted(first, coupon);
        admitted(second, coupon);
        awaitIssued(first, coupon); // on another partition, perhaps: either may be the last
        awaitIssued(second, coupon);

        JsonNode again = second.call("POST", claim(coupon), null, 200);

        assertThat(again.path("state").stringValue()).isEqualTo("ISSUED");
        assertThat(again.path("sequence").longValue()).isEqualTo(2);
        assertThat(anybody().coupon(coupon.id()).issuedQuantity()).isEqualTo(2);
    }

    @Test
    void whoComesTooLateHearsSoldOutButAWinnerKeepsTheTicket() {
        Coupon coupon = openCoupon(1);
        ProductApi winner = newUser();
        admitted(winner, coupon);

        JsonNode late = newUser().call("POST", claim(coupon), null, 409);
        assertThat(late.path("code").stringValue()).isEqualTo("SOLD_OUT");

        awaitIssued(winner, coupon);
        JsonNode again = winner.call("POST", claim(coupon), null, 200);
        assertThat(again.path("sequence").longValue()).isEqualTo(1);
    }

    @Test
    void whoComesTooEarlyHearsWhenItOpensAndBurnsNoStock() {
        Instant opens = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
        Coupon coupon = admin().createCoupon("Tomorrow", 1, opens, opens.plus(Duration.ofHours(1)));
        Announcement.await(SharedProduct.STATE.gateway(), coupon.id());

        HttpResponse<String> answer = newUser().send("POST", claim(coupon), null);

        assertThat(answer.statusCode()).isEqualTo(409);
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("code").stringValue()).isEqualTo("NOT_OPEN");
        assertThat(Instant.parse(problem.path("opensAt").stringValue())).isEqualTo(opens);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(admin().balance(coupon.id()).admitted()).isZero();
    }

    @Test
    void followsTheTicketAsAStreamUntilItIsIssued() {
        Coupon coupon = openCoupon(5);
        ProductApi user = newUser();
        admitted(user, coupon);

        List<String> lines = user.stream(ticket(coupon) + "/stream");

        assertThat(lines).contains("event:ticket");
        String last = lines.stream().filter(line -> line.startsWith("data:")).toList().getLast();
        JsonNode data = JsonMapper.shared().readTree(last.substring("data:".length()));
        assertThat(data.path("state").stringValue()).isEqualTo("ISSUED");
        assertThat(data.path("sequence").longValue()).isEqualTo(1);
    }

    @Test
    void withoutAClaimThereIsNoTicket() {
        Coupon coupon = openCoupon(5);

        JsonNode problem = newUser().call("GET", ticket(coupon), null, 404);

        assertThat(problem.path("code").stringValue()).isEqualTo("TICKET_NOT_FOUND");
    }

    @Test
    void changesThePassword() {
        String name = "p" + Long.toHexString(System.nanoTime());
        anybody().signUp(name, "correct horse battery");
        ProductApi user = anybody().signedIn(name, "correct horse battery");

        user.call(
                "PUT",
                "/api/v1/users",
                Map.of(
                        "currentPassword",
                        "correct horse battery",
                        "newPassword",
                        "staple correct horse"),
                204);

        assertThat(
                        anybody()
                                .call(
                                        "POST",
                                        "/api/v1/auth/signin",
                                        Map.of(
                                                "username",
                                                name,
                                                "password",
                                                "correct horse battery"),
                                        401)
                                .path("code")
                                .stringValue())
                .isEqualTo("BAD_CREDENTIALS");
        anybody().signedIn(name, "staple correct horse");
    }

    private static void awaitIssued(ProductApi user, Coupon coupon) {
        boolean issued =
                Await.until(
                        () ->
                                user.call("GET", ticket(coupon), null, 200)
                                        .path("state")
                                        .stringValue()
                                        .equals("ISSUED"),
                        BOUND);
        assertThat(issued).as("the ticket is issued").isTrue();
    }
}
