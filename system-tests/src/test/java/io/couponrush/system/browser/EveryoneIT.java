package io.couponrush.system.browser;

import static io.couponrush.system.journey.SharedProduct.admin;
import static io.couponrush.system.journey.SharedProduct.admitted;
import static io.couponrush.system.journey.SharedProduct.newUser;
import static io.couponrush.system.journey.SharedProduct.openCoupon;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.api.Announcement;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.journey.SharedProduct;
import io.couponrush.system.lane.VisitorLane;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Languages, themes, narrow windows, and those who listen instead of looking. */
@VisitorLane
class EveryoneIT extends BrowserCase {

    @AfterEach
    void asItWas() {
        visitor.language("en");
        visitor.wide();
    }

    @Test
    void theLanguageIsTheBrowsersUntilItIsSwitched() {
        Coupon coupon = openCoupon(5);
        visitor.language("ko-KR,ko");
        visitor.open("/coupons/" + coupon.id());
        visitor.awaitView("open");
        assertThat(visitor.find("html").getDomAttribute("lang")).isEqualTo("ko");
        assertThat(visitor.text("#claim")).isEqualTo("쿠폰 받기");

        visitor.click("#language");
        assertThat(visitor.find("html").getDomAttribute("lang")).isEqualTo("en");
        assertThat(visitor.text("#claim")).isEqualTo("Claim mine");

        visitor.open("/");
        visitor.awaitText("h1", "What is on");
    }

    /** In both themes; the views that other journeys lead to are looked at there. */
    @Test
    void axeFindsNothingSerious() {
        Coupon coupon = openCoupon(5);
        Instant later = Instant.now().plus(Duration.ofHours(1));
        Coupon tomorrow = admin().createCoupon("Later", 5, later, later.plusSeconds(60));
        Announcement.await(SharedProduct.STATE.gateway(), tomorrow.id());
        ProductApi ahead = newUser();

        visitor.open("/me");
        visitor.await("#nobody", word -> word.isDisplayed());
        visitor.assertThatEverybodyCanUse("me, signed out");
        visitor.open("/");
        visitor.await("#events a", link -> link.isDisplayed());
        visitor.assertThatEverybodyCanUse("events");
        visitor.open("/coupons/" + tomorrow.id());
        visitor.awaitView("upcoming");
        visitor.assertThatEverybodyCanUse("upcoming");
        visitor.open("/coupons/" + coupon.id());
        visitor.awaitView("open");
        visitor.assertThatEverybodyCanUse("open");
        visitor.click("#sign-in");
        visitor.fillIn("nobody");
        visitor.await("#sign-error", error -> !error.getText().isEmpty());
        visitor.assertThatEverybodyCanUse("dialog, with an error");
        visitor.click("#sign-cancel");
        visitor.signUp();
        try (HeldCoupon _ = HeldCoupon.of(coupon)) {
            admitted(ahead, coupon);
            visitor.click("#claim");
            visitor.awaitView("queued");
            visitor.assertThatEverybodyCanUse("queued");
        }
        visitor.awaitView("issued");
        visitor.assertThatEverybodyCanUse("issued");
        visitor.open("/me");
        visitor.awaitText("#mine h2", coupon.name());
        visitor.assertThatEverybodyCanUse("me");
        visitor.forgetEverything();
        admin().editCoupon(coupon, Map.of("state", "CLOSED"));
        visitor.open("/coupons/" + coupon.id());
        visitor.awaitView("closed");
        visitor.assertThatEverybodyCanUse("closed");
    }

    @Test
    void axeFindsNothingSeriousAtTheDesk() {
        Coupon coupon = openCoupon(5);
        admitted(newUser(), coupon);

        visitor.open("/admin");
        visitor.await("#gate", gate -> gate.isDisplayed());
        visitor.assertThatEverybodyCanUse("gate");
        visitor.openDesk("/admin", SharedProduct.STATE.admin());
        visitor.await("#coupons a", link -> link.isDisplayed());
        visitor.assertThatEverybodyCanUse("events of the desk");
        visitor.click("#new");
        visitor.click("#create-form [type=submit]");
        visitor.await("#f-name-fault", fault -> !fault.getText().isEmpty());
        visitor.assertThatEverybodyCanUse("new event");
        visitor.open("/admin/coupons/" + coupon.id());
        visitor.awaitText("#verdict", "The books balance");
        visitor.await("#actions li", deed -> deed.isDisplayed());
        visitor.assertThatEverybodyCanUse("one event");
        visitor.click("#close");
        visitor.await("#confirm", dialog -> dialog.isDisplayed());
        visitor.assertThatEverybodyCanUse("sure?");
        visitor.open("/admin/dead-letters?couponId=" + coupon.id());
        visitor.await("#none", word -> word.isDisplayed());
        visitor.assertThatEverybodyCanUse("no dead letters");
        visitor.open("/admin/actions");
        visitor.await("#actions li", deed -> deed.isDisplayed());
        visitor.assertThatEverybodyCanUse("audit trail");
    }

    /** Not before its rows are there. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "ko"})
    void nothingSticksOutOfANarrowWindow(String language) {
        Coupon coupon = openCoupon(5);
        visitor.language(language);
        visitor.narrow();
        visitor.openDesk("/admin", SharedProduct.STATE.admin());
        fits("/", "#events a", language);
        fits("/me", "#mine[aria-busy=false]", language);
        fits("/coupons/" + coupon.id(), "[data-view=open]", language);
        fits("/admin", "#coupons a", language);
        fits("/admin/coupons/" + coupon.id(), "#actions li", language);
        fits("/admin/dead-letters", "#letters[aria-busy=false]", language);
        fits("/admin/actions", "#actions li", language);
    }

    private void fits(String path, String ready, String language) {
        visitor.open(path);
        visitor.await(ready, _ -> true);
        assertThat(visitor.find("html").getDomAttribute("lang")).isEqualTo(language);
        visitor.assertThatItFits(path + ", " + language);
    }
}
