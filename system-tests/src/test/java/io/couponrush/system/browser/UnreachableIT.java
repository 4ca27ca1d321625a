package io.couponrush.system.browser;

import static io.couponrush.system.journey.SharedProduct.openCoupon;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.api.Coupon;
import io.couponrush.system.lane.VisitorLane;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.Point;
import org.openqa.selenium.WebElement;

/** Whoever reaches nobody is told so, and that nothing is to be done about it. */
@VisitorLane
class UnreachableIT extends BrowserCase {

    private static final String OFFLINE =
            "You are offline. Nothing is lost: we go on as soon as you are back.";

    @Test
    void beforeTheClaim() {
        Coupon coupon = openCoupon(5);
        visitor.open("/coupons/" + coupon.id());
        visitor.awaitText("#name", coupon.name());
        visitor.awaitView("open");
        assertThatItIsToldAndTakenBack("#claim");
    }

    @Test
    void onTheEventsPage() {
        openCoupon(5);
        visitor.open("/");
        visitor.await("#events a", WebElement::isDisplayed);
        assertThatItIsToldAndTakenBack("#events");
    }

    /** Somebody may just be about to click on something. */
    private void assertThatItIsToldAndTakenBack(String unmoved) {
        visitor.await("#notice", notice -> !notice.isDisplayed());
        Point place = visitor.find(unmoved).getLocation();
        visitor.network(false);
        visitor.awaitText("#notice", OFFLINE);
        visitor.assertThatEverybodyCanUse("offline");
        assertThat(visitor.find(unmoved).getLocation()).isEqualTo(place);
        visitor.network(true);
        visitor.await("#notice", notice -> !notice.isDisplayed());
        gatewayIsThere(false);
        visitor.await(
                "#notice", notice -> notice.getText().startsWith("We can't reach the server."));
        gatewayIsThere(true);
        visitor.await("#notice", notice -> !notice.isDisplayed());
    }

    /** A claim that got no answer may have been admitted: asking again is safe. */
    @Test
    void duringTheClaim() {
        Coupon coupon = openCoupon(5);
        visitor.open("/coupons/" + coupon.id());
        visitor.signUp();
        visitor.awaitView("open");
        visitor.block("*/issue");
        visitor.click("#claim");
        visitor.awaitView("asking-UNREACHABLE");
        visitor.await(
                "#caption",
                caption ->
                        caption.getText()
                                .startsWith("We can't reach the server. We ask again for you in "));
        visitor.network(false);
        visitor.awaitText(
                "#caption", "You are offline. We ask again for you as soon as you are back.");
        visitor.block();
        visitor.network(true);
        visitor.awaitView("issued");
        visitor.await("#notice", notice -> !notice.isDisplayed());
    }
}
