package io.couponrush.system.browser;

import static io.couponrush.system.journey.SharedProduct.STATE;
import static io.couponrush.system.journey.SharedProduct.admin;
import static io.couponrush.system.journey.SharedProduct.admitted;
import static io.couponrush.system.journey.SharedProduct.anybody;
import static io.couponrush.system.journey.SharedProduct.newUser;
import static io.couponrush.system.journey.SharedProduct.openCoupon;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.api.Await;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.lane.AdminLane;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** An admin at the desk, and those who are none. */
@AdminLane
class AdminDeskIT extends BrowserCase {

    private static final String PAUSED = "Paused. Nobody gets in; who waits is still served.";

    @Test
    void anEventIsMadePausedResumedRaisedAndClosed() {
        String name = "Desk " + Instant.now();
        long id = create(name);
        assertThat(anybody().coupon(id).totalQuantity()).isEqualTo(5);

        visitor.click("#pause");
        visitor.awaitText("#outcome", PAUSED);
        visitor.awaitText("#phase", "Paused");
        assertThat(anybody().coupon(id).state()).isEqualTo("PAUSED");
        assertThat(visitor.driver().switchTo().activeElement().getDomAttribute("id"))
                .isEqualTo("resume");

        visitor.press(Keys.ENTER);
        visitor.awaitText("#phase", "Open now");
        assertThat(anybody().coupon(id).state()).isEqualTo("OPEN");

        visitor.write("#raise-total", "4" + Keys.ENTER);
        visitor.awaitText("#raise-fault", "Can only be raised: it is 5 now.");
        visitor.write("#raise-total", "7" + Keys.ENTER);
        visitor.awaitText("#left", "0 of 7 issued");
        assertThat(anybody().coupon(id).totalQuantity()).isEqualTo(7);

        visitor.click("#close");
        visitor.click("#confirm [value=no]");
        visitor.await("#confirm", dialog -> !dialog.isDisplayed());
        assertThat(anybody().coupon(id).state()).isEqualTo("OPEN");
        visitor.click("#close");
        visitor.click("#confirm-yes");
        visitor.awaitText("#phase", "Closed");
        assertThat(anybody().coupon(id).state()).isEqualTo("CLOSED");
        assertThat(visitor.find("#pause").isDisplayed()).isFalse();

        List<String> deeds = List.of("Closed", "Raised", "Resumed", "Paused", "Created");
        visitor.await("#actions", _ -> visitor.texts("#actions [data-of=action]").equals(deeds));
        visitor.click("#all-actions");
        visitor.await("#actions", _ -> visitor.texts("#actions [data-of=action]").equals(deeds));
    }

    /** What is wrong with the form stands at its fields, as the API says it. */
    private long create(String name) {
        visitor.openDesk("/admin", STATE.admin());
        visitor.click("#new");
        visitor.write("#f-total", "0");
        visitor.writeTime("#f-opens", Instant.now().minusSeconds(60));
        visitor.click("#create-form [type=submit]");
        visitor.awaitText("#f-name-fault", "Must not be empty.");
        assertThat(visitor.text("#f-value-fault")).isEqualTo("Must be filled in.");
        assertThat(visitor.text("#f-total-fault")).isEqualTo("Must be 1 or more.");
        assertThat(visitor.text("#f-opens-fault")).isEmpty();
        assertThat(visitor.find("#f-name").getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(visitor.driver().switchTo().activeElement()).isEqualTo(visitor.find("#f-name"));

        visitor.write("#f-name", name);
        visitor.write("#f-value", "101");
        visitor.write("#f-total", "5");
        visitor.click("#create-form [type=submit]");
        visitor.awaitText("#f-value-fault", "Must be 100 per cent or less.");
        assertThat(visitor.text("#f-name-fault")).isEmpty();

        visitor.write("#f-value", "10" + Keys.ENTER);
        visitor.awaitText("#name", name);
        String url = visitor.driver().getCurrentUrl();
        return Long.parseLong(url.substring(url.lastIndexOf('/') + 1));
    }

    /** Where Pause was is Resume then, and an edit of the version before would be a conflict. */
    @Test
    void aDoubleClickPausesOnce() {
        Coupon coupon = openCoupon(5);
        visitor.openDesk("/admin/coupons/" + coupon.id(), STATE.admin());
        visitor.doubleClick("#pause");
        visitor.awaitText("#outcome", PAUSED);
        List<String> deeds = List.of("Paused", "Created");
        visitor.await("#actions", _ -> visitor.texts("#actions [data-of=action]").equals(deeds));
        assertThat(visitor.text("#outcome")).isEqualTo(PAUSED);
        assertThat(anybody().coupon(coupon.id()).state()).isEqualTo("PAUSED");
    }

    @Test
    void whoIsNoAdminSeesAWordAndNoData() {
        visitor.open("/admin/actions");
        visitor.awaitText("#gate-word", "Sign in with an admin's account.");
        assertThat(visitor.find("#desk").isDisplayed()).isFalse();
        assertThat(visitor.find("[data-nav=admin]").isDisplayed()).isFalse();

        String user = visitor.signUp();
        visitor.awaitText("#gate-word", user + " is no admin's account. Sign in with another one.");
        assertThat(visitor.find("#desk").isDisplayed()).isFalse();
        assertThat(newUser().send("GET", "/api/v1/admin/actions", null).statusCode())
                .isEqualTo(403);
    }

    /** The page believes a role that somebody writes into their token; the API does not. */
    @Test
    void aForgedRoleShowsAnEmptyDesk() {
        visitor.open("/admin/actions");
        visitor.signUp();
        visitor.driver()
                .executeScript(
                        """
                        const session = JSON.parse(localStorage.getItem("rush.session"));
                        const parts = session.token.split(".");
                        const json = atob(parts[1].replaceAll("-", "+").replaceAll("_", "/"));
                        const claims = JSON.parse(json);
                        parts[1] = btoa(JSON.stringify({...claims, roles: ["USER", "ADMIN"]}));
                        session.token = parts.join(".");
                        localStorage.setItem("rush.session", JSON.stringify(session));
                        """);
        visitor.driver().navigate().refresh();

        visitor.await("#sign", WebElement::isDisplayed);
        assertThat(visitor.texts("#actions li")).isEmpty();
    }

    @Test
    void theTokenIsSentOnlyToWhatBelongsToAdmins() {
        Coupon coupon = openCoupon(5);
        visitor.openDesk("/admin/coupons/" + coupon.id(), STATE.admin());
        visitor.driver()
                .executeScript(
                        """
                        const real = window.fetch;
                        window.sent = [];
                        window.fetch = (path, options) => {
                          window.sent.push(`${options.headers.has("Authorization")} ${path}`);
                          return real(path, options);
                        };
                        """);
        String read = "false /api/v1/coupons/" + coupon.id();
        visitor.await("#desk", _ -> sent().contains(read) && new HashSet<>(sent()).size() >= 3);

        assertThat(sent()).allMatch(line -> line.startsWith("true") == line.contains("/admin/"));
    }

    private List<String> sent() {
        Object sent = visitor.driver().executeScript("return window.sent");
        return ((List<?>) Objects.requireNonNull(sent)).stream().map(String::valueOf).toList();
    }

    @Test
    void anEditOfWhatIsNoLongerSoIsNotCarriedOut() {
        Coupon coupon = openCoupon(5);
        visitor.openDesk("/admin/coupons/" + coupon.id(), STATE.admin());
        visitor.awaitText("#left", "0 of 5 issued");
        visitor.driver()
                .executeScript(
                        """
                        const real = window.fetch; // the page does not learn of the other edit
                        window.fetch = (path, options) => {
                          if (options.method === "GET" && path.endsWith("/coupons/" + arguments[0])) {
                            window.held = true;
                            return new Promise(() => {});
                          }
                          return real(path, options);
                        };
                        """,
                        coupon.id());
        visitor.await("#left", _ -> held()); // and no answer from before is under way any more
        admin().editCoupon(coupon, Map.of("totalQuantity", 9));

        visitor.write("#raise-total", "8" + Keys.ENTER);
        visitor.await("#outcome", word -> word.getText().startsWith("Somebody changed the event"));
        assertThat(anybody().coupon(coupon.id()).totalQuantity()).isEqualTo(9);
    }

    private boolean held() {
        return Boolean.TRUE.equals(visitor.driver().executeScript("return window.held"));
    }

    @Test
    void issuedCouponsAreSavedAsAFile(@TempDir Path downloads) {
        Coupon coupon = openCoupon(3);
        admitted(newUser(), coupon);
        Await.until(() -> anybody().coupon(coupon.id()).issuedQuantity() == 1, Visitor.BOUND);
        visitor.driver()
                .executeCdpCommand(
                        "Browser.setDownloadBehavior",
                        Map.of("behavior", "allow", "downloadPath", downloads.toString()));
        visitor.openDesk("/admin/coupons/" + coupon.id(), STATE.admin());

        visitor.click("#export");
        visitor.awaitText("#outcome", "The download begins. Its link works once.");

        assertThat(Await.until(() -> lines(downloads).size() == 2, Visitor.BOUND))
                .as("a head and one row")
                .isTrue();
        assertThat(visitor.driver().getCurrentUrl()).endsWith("/admin/coupons/" + coupon.id());
    }

    private static List<String> lines(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> whole = files.filter(file -> file.toString().endsWith(".csv")).toList();
            return whole.isEmpty() ? List.of() : Files.readAllLines(whole.getFirst());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
