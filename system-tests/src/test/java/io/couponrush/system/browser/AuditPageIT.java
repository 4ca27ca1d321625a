package io.couponrush.system.browser;

import static io.couponrush.system.journey.SharedProduct.openCoupon;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import io.couponrush.system.api.Coupon;
import io.couponrush.system.journey.Closed;
import io.couponrush.system.lane.ProductLane;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

import java.util.Map;

/** From the queue to the receipt, and from there to the digest; the browser does the checking. */
@ProductLane
class AuditPageIT extends BrowserCase {

    @AfterEach
    void asItWas() {
        visitor.language("en");
        visitor.wide();
    }

    @Test
    void fromTheClaimToTheDigest() {
        Coupon coupon = openCoupon(5);
        Closed.issueTo(2, coupon);
        visitor.open("/coupons/" + coupon.id());
        visitor.signUp();
        visitor.click("#claim");
        visitor.awaitView("issued");
        visitor.click("#receipt");

        visitor.await("#statement", WebElement::isDisplayed);
        assertThat(visitor.text("#statement"))
                .startsWith("coupon-rush receipt v1\ncoupon: " + coupon.id() + "\nsequence: 3\n")
                .contains("outcome: ISSUED");
        assertThat(visitor.find("#keep").getDomProperty("href")).startsWith("blob:");
        visitor.await("#digest-state", state -> state.getText().startsWith("Nothing is committed"));
        visitor.click("#use");
        visitor.awaitText("#verdict", "Right so far. Come back when the digest is there.");

        Closed.closeAndCommit(coupon);
        visitor.open("/audit/" + coupon.id());
        visitor.awaitText("#digest-state", "Committed, and signed by us.");
        assertThat(visitor.text("#places")).isEqualTo("3");
        visitor.click("#use");
        visitor.awaitText("#verdict", "Yes. Place 3 of 3 is the one on this receipt.");
        aChangedOneIsRefused(coupon);
        everybodyCanUseThePage();
    }

    /** Even if the server said it fits: nobody asked the server. */
    private void aChangedOneIsRefused(Coupon coupon) {
        String mine = requireNonNull(visitor.find("#pasted").getDomProperty("value"));
        check(mine.replace("sequence: 3", "sequence: 1"));
        assertThat(visitor.text("#steps")).contains("It belongs to this event");
        check(mine.replace("coupon: " + coupon.id(), "coupon: " + (coupon.id() + 1)));
        check("");
        check("{\"statement\": 7}");
    }

    private void check(String receipt) {
        visitor.driver()
                .executeScript(
                        "document.querySelector('#pasted').value = arguments[0];"
                                + "document.querySelector('#verdict').textContent = '';",
                        receipt);
        visitor.click("#check");
        visitor.awaitText("#verdict", "No. This receipt does not stand.");
    }

    private void everybodyCanUseThePage() {
        visitor.assertThatEverybodyCanUse("audit");
        visitor.click("#language");
        visitor.awaitText("#verdict", "아닙니다. 이 영수증은 인정되지 않습니다.");
        visitor.narrow();
        visitor.assertThatItFits("audit");
    }

    /**
     * There a browser has nothing to check signatures with; that is no reason to call one wrong.
     */
    @Test
    void onAPageThatIsNotSecureNothingIsCalledFake() {
        String word =
                "This browser checks signatures on secure pages only: open this address with"
                        + " https.";
        visitor.driver()
                .executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument",
                        Map.of(
                                "source",
                                "if (location.hash === '#http') {"
                                        + " Object.defineProperty(crypto, 'subtle', {}); }"));
        Coupon coupon = openCoupon(5);
        visitor.open("/coupons/" + coupon.id());
        visitor.signUp();
        visitor.click("#claim");
        visitor.awaitView("issued");

        visitor.open("/audit/" + coupon.id() + "#http");
        visitor.awaitText("#digest-state", word);
        visitor.await("#keep", WebElement::isDisplayed);
        visitor.click("#use");
        visitor.awaitText("#verdict", word);
        assertThat(visitor.find("#verdict").getDomAttribute("data-says")).isEqualTo("open");
        visitor.find("#pasted").clear();
        visitor.click("#check");
        visitor.awaitText("#verdict", "No. This receipt does not stand.");
    }

    @Test
    void whoIsNotSignedInCanCheckAReceipt() {
        Coupon coupon = openCoupon(5);
        visitor.open("/audit/" + coupon.id());
        visitor.awaitText("#mine-state", "Sign in to get your receipt.");
        visitor.assertThatEverybodyCanUse("audit, signed out");
        visitor.find("#pasted").sendKeys("no receipt");
        visitor.click("#check");
        visitor.awaitText("#verdict", "No. This receipt does not stand.");
    }
}
