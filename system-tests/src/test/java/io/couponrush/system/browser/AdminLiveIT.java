package io.couponrush.system.browser;

import static io.couponrush.system.journey.SharedProduct.STATE;
import static io.couponrush.system.journey.SharedProduct.admitted;
import static io.couponrush.system.journey.SharedProduct.newUser;
import static io.couponrush.system.journey.SharedProduct.openCoupon;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.api.Coupon;
import io.couponrush.system.lane.AdminLane;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

import java.util.List;
import java.util.Objects;

/** The live view of one event, from the services' own meters. */
@AdminLane
class AdminLiveIT extends BrowserCase {

    /** Parts of the page that change their places. */
    private static final String WATCH_SHIFTS =
            """
            window.shifts = [];
            new PerformanceObserver((list) => {
              for (const shift of list.getEntries()) {
                for (const {node} of shift.sources) {
                  window.shifts.push(node?.id || node?.className || node?.nodeName || "?");
                }
              }
            }).observe({type: "layout-shift"});
            """;

    /** Live points are read as JSON, each by itself. */
    private static final String FALSE_POINTS =
            """
            const real = JSON.parse;
            JSON.parse = (text) => {
              const point = real(text);
              if (window.missing && point?.balance) {
                point.balance.difference = window.missing;
              }
              return point;
            };
            """;

    @Test
    void itMovesAndTheBooksBalance() {
        Coupon coupon = openCoupon(50);
        visitor.openDesk("/admin/coupons/" + coupon.id(), STATE.admin());
        visitor.awaitText("#live-link", "every second");
        visitor.awaitText("#verdict", "The books balance");
        visitor.awaitText("#left", "0 of 50 issued"); // another call, which may come later
        String before = picture("#c-claims");
        visitor.driver().executeScript(WATCH_SHIFTS);

        try (HeldCoupon _ = HeldCoupon.of(coupon)) {
            for (int i = 0; i < 3; i++) {
                admitted(newUser(), coupon);
            }
            visitor.awaitText("#t-pending", "3");
            visitor.awaitText("#queue-word", "3 wait.");
            visitor.await("#queue-head li", first -> first.getText().startsWith("No. 1, user "));
            visitor.await("#queue-head", _ -> visitor.texts("#queue-head li").size() == 3);
            visitor.await("#queue-tail", _ -> visitor.texts("#queue-tail li").size() == 3);
        }

        visitor.await("#t-issued", tile -> !tile.getText().equals("–"));
        visitor.await("#sum", sum -> sum.getText().startsWith("admitted 3 = issued 3 "));
        visitor.awaitText("#verdict", "The books balance");
        assertThat(visitor.find("#balance").getDomAttribute("data-mark")).isEqualTo("even");
        visitor.awaitText("#t-pending", "0");
        visitor.awaitText("#left", "3 of 50 issued");
        assertThat(picture("#c-claims")).isNotEqualTo(before);
        assertThat(visitor.driver().executeScript("return window.shifts"))
                .as("what has moved although only numbers changed")
                .isEqualTo(List.of());
        visitor.await(
                "#c-claims",
                canvas ->
                        Objects.requireNonNull(canvas.getDomAttribute("aria-label"))
                                .contains("admitted"));
    }

    @Test
    void aCutStreamComesBackByItself() {
        Coupon coupon = openCoupon(50);
        visitor.openDesk("/admin/coupons/" + coupon.id(), STATE.admin());
        visitor.awaitText("#live-link", "every second");

        gatewayIsThere(false);
        visitor.awaitText("#live-link", "reconnecting…");
        assertThat(visitor.text("#t-pending")).as("of now nothing is known").isEqualTo("–");
        gatewayIsThere(true);

        visitor.awaitText("#live-link", "every second");
        visitor.await("#notice", notice -> !notice.isDisplayed());
        visitor.await("#desk", WebElement::isDisplayed);
    }

    /** No claim is ever missing, so one is made up on its way to the page. */
    @Test
    void aClaimThatIsMissingIsTold() {
        Coupon coupon = openCoupon(50);
        visitor.openDesk("/admin/coupons/" + coupon.id(), STATE.admin());
        visitor.awaitText("#verdict", "The books balance");
        visitor.awaitText("#live-link", "every second");

        visitor.driver().executeScript(FALSE_POINTS + "; window.missing = 2");
        visitor.awaitText("#verdict", "The books do not balance: 2");
        assertThat(visitor.find("#balance").getDomAttribute("data-mark")).isEqualTo("odd");
        assertThat(visitor.find("#announcer").getDomProperty("textContent"))
                .isEqualTo("The books do not balance: 2");

        visitor.driver().executeScript("window.missing = 0");
        visitor.awaitText("#verdict", "The books balance");
        assertThat(visitor.find("#balance").getDomAttribute("data-mark")).isEqualTo("even");
    }

    /** Rows of claims that still stand in the queue count twice, but not for ever. */
    @Test
    void tooManyAreAllRightInAQueueThatMoves() {
        visitor.open("/admin/coupons/1"); // where nobody is signed in, no points come between

        assertThat(marks("[-3, -5, -3, -4, -6]")).containsOnly("moving");
        assertThat(marks("[-3, -3, -3, -3]")).containsOnly("moving");
        assertThat(marks("[-3, -3, -3, -3, -3, -3]")).endsWith("moving", "odd");
        assertThat(marks("[-3, -3, -3, -3, 0, -3, -3]")).endsWith("even", "moving", "moving");
        assertThat(marks("[-8, -9, -8]")).as("more than wait").endsWith("moving", "odd");
        assertThat(marks("[1, 2, 1]")).as("missing").endsWith("moving", "odd");
    }

    /**
     * @param differences of points, one every ten seconds, while seven wait
     */
    private List<String> marks(String differences) {
        Object marks =
                visitor.driver()
                        .executeScript(
                                """
                                const {href} = document.querySelector("link[href*=admin-balance]");
                                return import(href).then(({markOf}) => {
                                  markOf(null);
                                  return JSON.parse(arguments[0]).map((difference, i) =>
                                    markOf({difference, pending: 7}, 1e12 + i * 10_000));
                                });
                                """,
                                differences);
        return ((List<?>) Objects.requireNonNull(marks)).stream().map(String::valueOf).toList();
    }

    private String picture(String canvas) {
        return (String)
                Objects.requireNonNull(
                        visitor.driver()
                                .executeScript(
                                        "return document.querySelector(arguments[0]).toDataURL()",
                                        canvas));
    }
}
