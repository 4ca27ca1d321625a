package io.couponrush.system.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.api.Await;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Events that are over. */
public final class Closed {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private Closed() {}

    /** New users, one after the other; each has the coupon when the next one claims. */
    public static List<ProductApi> issueTo(int users, Coupon coupon) {
        return Stream.generate(SharedProduct::newUser)
                .limit(users)
                .peek(
                        user -> {
                            user.call("POST", SharedProduct.claim(coupon), null, 202);
                            assertThat(Await.until(() -> isIssued(user, coupon), BOUND)).isTrue();
                        })
                .toList();
    }

    private static boolean isIssued(ProductApi user, Coupon coupon) {
        return user.call("GET", SharedProduct.ticket(coupon), null, 200)
                .required("state")
                .asString()
                .equals("ISSUED");
    }

    /** Returns when the digest over all places is there. */
    public static void closeAndCommit(Coupon coupon) {
        SharedProduct.admin()
                .editCoupon(SharedProduct.anybody().coupon(coupon.id()), Map.of("state", "CLOSED"));
        String path = "/api/v1/coupons/" + coupon.id() + "/audit";
        assertThat(
                        Await.until(
                                () ->
                                        SharedProduct.anybody().send("GET", path, null).statusCode()
                                                == 200,
                                BOUND))
                .as("a digest of a closed coupon")
                .isTrue();
    }
}
