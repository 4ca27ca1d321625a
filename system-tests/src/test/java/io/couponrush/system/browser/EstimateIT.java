package io.couponrush.system.browser;

import static io.couponrush.system.journey.SharedProduct.anybody;
import static io.couponrush.system.journey.SharedProduct.claim;
import static io.couponrush.system.journey.SharedProduct.newUser;
import static io.couponrush.system.journey.SharedProduct.openCoupon;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.api.Await;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.lane.ProductLane;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** How long it takes is told from the pace; a queue that stands still has none. */
@ProductLane
class EstimateIT extends BrowserCase {

    private static final int BEFORE = 4;

    @Test
    void anEstimateThatNothingBearsOutIsTakenBack() {
        Coupon coupon = openCoupon(10);
        visitor.open("/coupons/" + coupon.id());
        visitor.signUp();
        visitor.awaitView("open"); // it asks for the stock, so the pace is measured
        for (int i = 0; i < BEFORE; i++) {
            newUser().call("POST", claim(coupon), null, 202);
        }
        assertThat(Await.until(() -> issued(coupon) == BEFORE, Visitor.BOUND)).isTrue();

        try (HeldCoupon _ = HeldCoupon.of(coupon)) {
            visitor.click("#claim");
            visitor.awaitText("#figure", "Next");
            visitor.await("#eta", eta -> eta.getText().matches("any moment|about .+"));
            visitor.forward(Duration.ofSeconds(121));
            visitor.awaitText("#eta", "can't tell yet");
            assertThat(visitor.text("#figure")).as("the place is kept").isEqualTo("Next");
        }
        visitor.awaitView("issued");
    }

    private static long issued(Coupon coupon) {
        return anybody().coupon(coupon.id()).issuedQuantity();
    }
}
