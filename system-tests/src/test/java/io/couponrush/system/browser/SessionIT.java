package io.couponrush.system.browser;

import static io.couponrush.system.journey.SharedProduct.STATE;
import static io.couponrush.system.journey.SharedProduct.admitted;
import static io.couponrush.system.journey.SharedProduct.anybody;
import static io.couponrush.system.journey.SharedProduct.newUser;
import static io.couponrush.system.journey.SharedProduct.openCoupon;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.system.api.Await;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.lane.VisitorLane;
import io.couponrush.system.token.TokenMint;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;

/** Whoever waits longer than a token lives, and who comes after them. */
@VisitorLane
class SessionIT extends BrowserCase {

    @Test
    void aTokenIsRenewedWhileSomebodyWaits() {
        Coupon coupon = openCoupon(5);
        visitor.open("/coupons/" + coupon.id());
        visitor.signUp();
        visitor.awaitView("open");

        remember(token(), Duration.ofMinutes(2)); // of 15: long past the time to renew it
        visitor.driver().navigate().refresh();

        // the token itself may be the same: one of the same second is
        Duration nearlyAll = Duration.ofMinutes(14);
        assertThat(
                        Await.until(
                                () -> ends() > Instant.now().plus(nearlyAll).toEpochMilli(),
                                Visitor.BOUND))
                .as(read("known"))
                .isTrue();
        visitor.click("#claim");
        visitor.awaitView("issued");
    }

    /** Signed in too long ago, or the password was changed: the place is kept, and said to be. */
    @Test
    void whereItIsNotRenewedThePlaceIsKept() {
        Coupon coupon = openCoupon(5);
        visitor.open("/coupons/" + coupon.id());
        String name = visitor.signUp();
        visitor.awaitView("open");
        try (HeldCoupon _ = HeldCoupon.of(coupon)) {
            admitted(newUser(), coupon);
            visitor.click("#claim");
            visitor.awaitText("#figure", "1");

            Duration left = Duration.ofSeconds(12); // a page is loaded and refused meanwhile
            remember(endingIn(left), left);
            visitor.driver().navigate().refresh();
            visitor.awaitText("#figure", "1");
            assertThat(
                            Await.until(
                                    () -> read("JSON.parse(known).last === true").equals("true"),
                                    Visitor.BOUND))
                    .isTrue();
            // nothing is asked for and no stream ends: the page notices by itself
            visitor.await("#sign", WebElement::isDisplayed);
            assertThat(visitor.find("#sign-out").isDisplayed()).isFalse();
            assertThat(visitor.text("#sign-why"))
                    .isEqualTo(
                            "Your sign-in has run out."
                                    + " Your place is kept: it belongs to your account.");
            assertThat(visitor.text("#figure")).isEqualTo("1");
            assertThat(visitor.text("#link")).isEqualTo("signed out, place kept");
            visitor.fillIn(name);
            visitor.awaitText("#link", "live");
            assertThat(visitor.text("#figure")).isEqualTo("1");
        }
        visitor.awaitView("issued");
        visitor.assertThatNoPositionGrew();
    }

    /** At the opening everybody signs in: whoever is sent away need not press again. */
    @Test
    void aSignInThatIsSentAwayComesBackUntilItIsCancelled() {
        String name = "s" + Long.toHexString(System.nanoTime());
        anybody().signUp(name, Visitor.PASSWORD);
        visitor.open("/me");
        visitor.driver()
                .executeScript(
                        """
                        const real = window.fetch;
                        window.server = "away";
                        window.fetch = (path, options) => {
                          if (!String(path).endsWith("/auth/signin") || window.server === "there") {
                            return real(path, options);
                          }
                          if (window.server === "busy") {
                            const headers = {"Retry-After": "1"};
                            return Promise.resolve(new Response("{}", {status: 503, headers}));
                          }
                          const {signal} = options;
                          return new Promise((_, no) => signal.addEventListener("abort", () => {
                            window.server = signal.reason.name; // of a time-out it is another
                            no(signal.reason);
                          }));
                        };
                        """);
        visitor.click("#sign-in");
        visitor.fillIn(name);
        visitor.click("#sign-cancel");
        visitor.await("body", _ -> read("window.server").equals("AbortError"));

        visitor.driver().executeScript("window.server = 'busy'");
        visitor.click("#sign-in");
        visitor.fillIn(name);
        visitor.awaitText(
                "#sign-error",
                "Many people sign in right now."
                        + " We try again by ourselves; you need not do anything.");
        visitor.driver().executeScript("window.server = 'there'");
        visitor.await("#sign-out", WebElement::isDisplayed);
    }

    /** Somebody else signs in before the answer is there. */
    @Test
    void aLateAnswerIsNotShownToAnotherAccount() {
        Coupon coupon = openCoupon(5);
        String name = "l" + Long.toHexString(System.nanoTime());
        anybody().signUp(name, Visitor.PASSWORD);
        admitted(anybody().signedIn(name, Visitor.PASSWORD), coupon);
        visitor.open("/coupons/" + coupon.id());
        visitor.awaitView("open");
        visitor.driver()
                .executeScript(
                        """
                        const real = window.fetch;
                        window.told = 0;
                        const held = new Promise((release) => window.release = release);
                        window.fetch = async (path, options) => {
                          const answer = await real(path, options);
                          if (!String(path).endsWith("/ticket")) {
                            return answer;
                          }
                          const text = await answer.text();
                          window.told++;
                          await (window.told === 1 ? held : null);
                          return new Response(text, answer);
                        };
                        """);
        visitor.click("#sign-in");
        visitor.fillIn(name);
        visitor.await("body", _ -> told() == 1);

        visitor.click("#sign-out");
        visitor.signUp();
        visitor.driver().executeScript("window.release()");

        visitor.await("body", _ -> told() == 2);
        visitor.awaitView("open");
    }

    private long told() {
        return (long) Objects.requireNonNull(visitor.driver().executeScript("return window.told"));
    }

    /** Of the same user, by the worker's key, and without a word on when the password was given. */
    private String endingIn(Duration left) {
        String claims =
                new String(
                        Base64.getUrlDecoder()
                                .decode(token().replaceAll("^[^.]*\\.|\\.[^.]*$", "")),
                        US_ASCII);
        long user = Long.parseLong(claims.replaceFirst(".*\"sub\":\"(\\d+)\".*", "$1"));
        Instant issued = Instant.now().plus(left).minus(Duration.ofMinutes(15));
        return new String(TokenMint.of(STATE).userToken(user, issued), US_ASCII);
    }

    private void remember(String token, Duration left) {
        visitor.driver()
                .executeScript(
                        """
                        const session = JSON.parse(localStorage.getItem("rush.session"));
                        localStorage.setItem("rush.session", JSON.stringify(
                          {...session, token: arguments[0], until: Date.now() + arguments[1]}));
                        """,
                        token,
                        left.toMillis());
    }

    private String token() {
        return read("JSON.parse(known).token");
    }

    private long ends() {
        return Long.parseLong(read("JSON.parse(known).until ?? 0"));
    }

    private String read(String expression) {
        String script = "const known = localStorage.getItem('rush.session'); return " + expression;
        return String.valueOf(visitor.driver().executeScript(script));
    }
}
