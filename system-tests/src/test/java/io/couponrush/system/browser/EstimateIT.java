package io.couponrush.system.browser;

import static io.couponrush.system.journey.SharedProduct.admitted;
import static io.couponrush.system.journey.SharedProduct.newUser;
import static io.couponrush.system.journey.SharedProduct.openCoupon;
import static io.couponrush.system.journey.SharedProduct.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.api.Await;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.lane.ProductLane;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

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
            admitted(newUser(), coupon);
        }
        assertThat(Await.until(() -> isPaceKnown(coupon), Visitor.BOUND)).isTrue();

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

    /** And nobody waits: what is pending when the queue stops has the pace forgotten. */
    private static boolean isPaceKnown(Coupon coupon) {
        JsonNode progress = progress(coupon);
        return progress.path("settled").asLong() == BEFORE
                && progress.path("pending").asLong() == 0
                && progress.path("ratePerSecond").asDouble() > 0;
    }
}
