package io.couponrush.system.browser;

import static io.couponrush.system.journey.SharedProduct.admin;
import static io.couponrush.system.journey.SharedProduct.admitted;
import static io.couponrush.system.journey.SharedProduct.anybody;
import static io.couponrush.system.journey.SharedProduct.awaitState;
import static io.couponrush.system.journey.SharedProduct.newUser;
import static io.couponrush.system.journey.SharedProduct.openCoupon;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.api.Announcement;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.journey.SharedProduct;
import io.couponrush.system.lane.VisitorLane;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** From the events page to the coupon, and every way in which there is none. */
@VisitorLane
@Order(3)
class ClaimPageIT extends BrowserCase {

    @Test
    void fromSignUpToIssued() {
        Coupon coupon = openCoupon(10);
        visitor.open("/");
        // of other tests' events some may stand above, and fill the first page on a given database
        String link = "#events a[href='/coupons/" + coupon.id() + "']";
        visitor.await("#events a", WebElement::isDisplayed);
        while (visitor.texts(link).isEmpty() && visitor.find("#more").isDisplayed()) {
            visitor.click("#more");
        }
        visitor.await(link, element -> element.getText().equals(coupon.name()));
        visitor.find(link).sendKeys(Keys.ENTER);
        visitor.awaitView("open");
        visitor.awaitText("#name", coupon.name());

        visitor.click("#claim");
        visitor.click("#sign-other");
        visitor.fillIn("c" + Long.toHexString(System.nanoTime()));
        visitor.awaitView("issued");

        assertThat(anybody().coupon(coupon.id()).issuedQuantity()).isEqualTo(1);
        assertThat(visitor.driver().getCurrentUrl()).endsWith("/coupons/" + coupon.id());
        visitor.click("#onward");
        visitor.awaitText("#mine h2", coupon.name());
    }

    /** The visitor's clock is an hour fast: by it the coupon would have been open for long. */
    @Test
    void theCountdownRunsOnTheServersClockAndAnEarlyClickIsHarmless() {
        visitor.driver()
                .executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument",
                        Map.of(
                                "source",
                                "if (location.hash === '#fast') {"
                                        + " const real = Date.now;"
                                        + " Date.now = () => real.call(Date) + 3_600_000; }"));
        visitor.open("/me#fast");
        visitor.signUp();
        Instant opens = Instant.now().plusSeconds(20);
        Coupon coupon = admin().createCoupon("Noon", 5, opens, opens.plus(Duration.ofHours(9)));
        Announcement.await(SharedProduct.STATE.gateway(), coupon.id());
        visitor.open("/coupons/" + coupon.id() + "#fast");
        visitor.await("#figure", figure -> figure.getText().matches("00:00:[0-2]\\d"));

        visitor.click("#claim");
        visitor.await("#hint", hint -> hint.getText().startsWith("Not open yet"));
        assertThat(admin().balance(coupon.id()).admitted()).isZero();

        visitor.awaitView("open");
        assertThat(Instant.now())
                .as("a page is wrong by half the way of an answer, and late when it is busy")
                .isBetween(opens.minusSeconds(3), opens.plusSeconds(15));
        visitor.click("#claim");
        visitor.awaitView("issued");
    }

    @Test
    void aSoldOutCouponSaysSoBeforeAndAfterTheClick() {
        Coupon coupon = openCoupon(1);
        visitor.open("/coupons/" + coupon.id());
        visitor.signUp();
        visitor.awaitView("open");
        visitor.block("*/progress");
        admitted(newUser(), coupon);

        visitor.click("#claim");
        visitor.awaitView("soldout");
        assertThat(visitor.text("#headline")).isEqualTo("All are taken");
        assertThat(visitor.find("#claim").isDisplayed()).isFalse();
        assertThat(visitor.driver().switchTo().activeElement())
                .as("the button that had the focus is gone")
                .isEqualTo(visitor.find("#headline"));

        visitor.block();
        visitor.driver().navigate().refresh();
        visitor.awaitView("soldout");
        assertThat(visitor.text("#phase")).isEqualTo("Sold out");
        visitor.assertThatEverybodyCanUse("sold out");
    }

    @Test
    void aPausedCouponTakesItsButtonAwayAndBringsItBack() {
        Coupon coupon = openCoupon(5);
        visitor.open("/coupons/" + coupon.id());
        visitor.awaitView("open");

        Coupon paused = admin().editCoupon(coupon, Map.of("state", "PAUSED"));
        visitor.awaitView("paused");
        visitor.assertThatEverybodyCanUse("paused");
        assertThat(visitor.find("#claim").isDisplayed()).isFalse();

        admin().editCoupon(paused, Map.of("state", "OPEN"));
        visitor.awaitView("open");
        assertThat(visitor.find("#claim").isDisplayed()).isTrue();
    }

    /** A 503 is no error: the page says what is going on and asks again by itself. */
    @Test
    void aClaimThatIsSentAwayComesBackByItself() {
        Coupon coupon = openCoupon(5);
        Coupon paused = pauseUnseen(coupon);

        visitor.click("#claim");
        visitor.awaitView("asking-PAUSED");
        assertThat(visitor.text("#caption")).startsWith("It is paused. We ask again for you in ");
        visitor.assertThatEverybodyCanUse("asking");

        admin().editCoupon(paused, Map.of("state", "OPEN"));
        visitor.awaitView("issued");
    }

    /** The second click finds the word of the button that came with the first. */
    @Test
    void aDoubleClickNeitherStopsAClaimNorBeginsOneAnew() {
        Coupon coupon = openCoupon(5);
        pauseUnseen(coupon);

        visitor.doubleClick("#claim");
        visitor.awaitView("asking-PAUSED");

        visitor.awaitText("#claim", "Stop trying");
        visitor.doubleClick("#claim");
        visitor.awaitView("open");
        assertThat(visitor.text("#claim")).isEqualTo("Claim mine");
    }

    /** Nobody claims for somebody who has left, or by the account of who comes next. */
    @Test
    void whoSignsOutClaimsNoMore() {
        Coupon coupon = openCoupon(5);
        Coupon paused = pauseUnseen(coupon);
        visitor.click("#claim");
        visitor.awaitView("asking-PAUSED");

        visitor.click("#sign-out");
        visitor.awaitView("open");
        assertThat(visitor.find("#sign").isDisplayed()).as("asked who they are").isFalse();
        visitor.signUp();
        admin().editCoupon(paused, Map.of("state", "OPEN"));
        visitor.block();
        visitor.await("#hint", hint -> hint.getText().startsWith("One per person."));
        assertThat(admin().balance(coupon.id()).admitted()).isZero();
    }

    @Test
    void withTheKeyboardAlone() {
        Coupon coupon = openCoupon(5);
        String name = "k" + Long.toHexString(System.nanoTime());
        anybody().signUp(name, Visitor.PASSWORD);
        visitor.open("/coupons/" + coupon.id());
        visitor.awaitView("open");

        visitor.tabTo("claim");
        visitor.press(Keys.ENTER);
        visitor.await(
                "#sign-name", field -> field.equals(visitor.driver().switchTo().activeElement()));
        visitor.press(name + Keys.TAB + Visitor.PASSWORD + Keys.ENTER);
        visitor.awaitView("issued");

        visitor.tabTo("onward");
        visitor.press(Keys.ENTER);
        visitor.awaitText("#mine h2", coupon.name());
    }

    /** The visitor stands before a button that is out of date. */
    private Coupon pauseUnseen(Coupon coupon) {
        visitor.open("/coupons/" + coupon.id());
        visitor.signUp();
        visitor.awaitView("open");
        visitor.block("*/progress");
        Coupon paused = admin().editCoupon(coupon, Map.of("state", "PAUSED"));
        awaitState(coupon, "PAUSED");
        return paused;
    }

    @Test
    void thereIsNoSuchCoupon() {
        visitor.open("/coupons/999999999");
        visitor.awaitView("unknown");
        visitor.open("/coupons/nonsense");
        visitor.awaitView("unknown");
        visitor.assertThatEverybodyCanUse("unknown");
    }
}
