package io.couponrush.system.journey;

import static io.couponrush.system.journey.SharedProduct.admin;
import static io.couponrush.system.journey.SharedProduct.admitted;
import static io.couponrush.system.journey.SharedProduct.anybody;
import static io.couponrush.system.journey.SharedProduct.awaitState;
import static io.couponrush.system.journey.SharedProduct.claim;
import static io.couponrush.system.journey.SharedProduct.newUser;
import static io.couponrush.system.journey.SharedProduct.openCoupon;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.api.Await;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.guarantee.Balance;
import io.couponrush.system.lane.ProductLane;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** What an admin does with a coupon, and what users notice of it. */
@ProductLane
class AdminJourneyIT {

    /** A raise counts only once every gateway's memory of "sold out" has lapsed. */
    private static final Duration BOUND = Duration.ofSeconds(90);

    @Test
    void pausesAndResumes() {
        Coupon coupon = openCoupon(1_000); // whoever asks before the pause is there takes one

        Coupon paused = admin().editCoupon(coupon, Map.of("state", "PAUSED"));
        awaitAnswer(coupon, 503, "PAUSED");

        admin().editCoupon(paused, Map.of("state", "OPEN"));
        awaitAnswer(coupon, 202, "");
    }

    @Test
    void raisesTheTotalOfASoldOutCoupon() {
        Coupon coupon = openCoupon(1);
        admitted(newUser(), coupon);
        ProductApi late = newUser();
        late.call("POST", claim(coupon), null, 409);

        admin().editCoupon(anybody().coupon(coupon.id()), Map.of("totalQuantity", 2));

        boolean admitted =
                Await.until(() -> late.send("POST", claim(coupon), null).statusCode() < 300, BOUND);
        assertThat(admitted).isTrue();
        newUser().call("POST", claim(coupon), null, 409);
        Await.until(() -> admin().balance(coupon.id()).pending() == 0, BOUND);
        assertThat(admin().balance(coupon.id())).isEqualTo(new Balance(2, 2, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void closesForGood() {
        Coupon coupon = openCoupon(5);

        admin().editCoupon(coupon, Map.of("state", "CLOSED"));

        awaitState(coupon, "CLOSED"); // whoever claims before it is closed there is admitted
        awaitAnswer(coupon, 410, "CLOSED");
        assertThat(admin().balance(coupon.id()).admitted()).isZero();
    }

    @Test
    void anEditOfAnOldVersionIsAConflict() {
        Coupon coupon = openCoupon(5);
        admin().editCoupon(coupon, Map.of("totalQuantity", 6));

        JsonNode problem =
                admin().call(
                                "PATCH",
                                "/api/v1/coupons/" + coupon.id(),
                                Map.of("version", coupon.version(), "totalQuantity", 7),
                                409);

        assertThat(problem.path("code").stringValue()).isEqualTo("EDIT_CONFLICT");
        assertThat(anybody().coupon(coupon.id()).totalQuantity()).isEqualTo(6);
    }

    @Test
    void aUserIsNoAdmin() {
        Coupon coupon = openCoupon(5);

        JsonNode problem =
                newUser()
                        .call(
                                "PATCH",
                                "/api/v1/coupons/" + coupon.id(),
                                Map.of("version", coupon.version(), "state", "CLOSED"),
                                403);

        assertThat(problem.path("code").stringValue()).isEqualTo("FORBIDDEN");
    }

    /** An edit reaches the gateway in its own time. Each claim is a new user's. */
    private static void awaitAnswer(Coupon coupon, int status, String code) {
        boolean answered =
                Await.until(
                        () -> {
                            HttpResponse<String> answer =
                                    newUser().send("POST", claim(coupon), null);
                            return answer.statusCode() == status
                                    && JsonMapper.shared()
                                            .readTree(answer.body())
                                            .path("code")
                                            .asString("")
                                            .equals(code);
                        },
                        BOUND);
        assertThat(answered).as("a claim is answered %d %s", status, code).isTrue();
    }
}
