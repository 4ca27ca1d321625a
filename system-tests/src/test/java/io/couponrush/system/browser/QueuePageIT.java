package io.couponrush.system.browser;

import static io.couponrush.system.journey.SharedProduct.admitted;
import static io.couponrush.system.journey.SharedProduct.anybody;
import static io.couponrush.system.journey.SharedProduct.openCoupon;
import static io.couponrush.system.journey.SharedProduct.whileNothingIsIssued;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.journey.SharedProduct;
import io.couponrush.system.lane.AdminLane;
import io.couponrush.system.lane.ProductLane;
import io.couponrush.system.lane.VisitorLane;
import io.couponrush.system.store.GateStore;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WindowType;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Somebody who waits: three are ahead, and the worker stands still until it is let go. Long,
 * because whatever stops the worker takes all three lanes and is to take them once.
 */
@VisitorLane
@AdminLane // nobody gets an answer of a worker that stands still
@ProductLane
@Order(1)
class QueuePageIT extends BrowserCase {

    private static final int AHEAD = 3;

    /** While {@code late}, polls are answered with a place that is worse by seven. */
    private static final String LATE_ANSWERS =
            """
            if (location.protocol === "http:") {
              const real = window.fetch;
              window.late = sessionStorage.getItem("late") === "1";
              window.fetch = async (path, options) => {
                if (!window.late || !String(path).endsWith("/ticket")) {
                  return real(path, options);
                }
                options.headers.delete("If-None-Match");
                const answer = await real(path, options);
                const ticket = await answer.json();
                setTimeout(() => window.told = (window.told ?? 0) + 1, 300); // the page has drawn it by then
                const worse = { ...ticket, ahead: ticket.ahead + 7, etaSeconds: 90_000 };
                return new Response(JSON.stringify(worse), answer);
              };
            }
            """;

    @Test
    void thePlaceOutlivesARefreshAClosedTabAndIsSeenFromAnotherDevice() {
        Coupon coupon = openCoupon(10);
        try (Visitor other = newVisitor()) {
            String name = arrive(coupon);
            other.open("/coupons/" + coupon.id());
            other.click("#sign-in");
            other.fillIn(name);
            other.await("#sign-out", button -> button.isDisplayed());
            waitThen(
                    coupon,
                    () -> {
                        visitor.driver().navigate().refresh();
                        awaitPlace(visitor);

                        String first = visitor.driver().getWindowHandle();
                        visitor.driver().switchTo().newWindow(WindowType.TAB);
                        visitor.open("/coupons/" + coupon.id());
                        awaitPlace(visitor);
                        visitor.driver().close();
                        visitor.driver().switchTo().window(first);
                        awaitPlace(visitor);

                        other.driver().navigate().refresh();
                        awaitPlace(other);
                    });
            visitor.awaitView("issued");
            other.awaitView("issued");
            visitor.assertThatNoPositionGrew();
            other.assertThatNoPositionGrew();
            other.assertThatNothingWasWrong();
        }
    }

    @Test
    void withoutStreamsItPolls() {
        Coupon coupon = openCoupon(10);
        arrive(coupon);
        waitThen(
                coupon,
                () -> {
                    visitor.awaitText("#link", "live");
                    visitor.block("*/ticket/stream*");
                    cutConnections();
                    visitor.awaitText("#link", "every few seconds");
                    assertThat(visitor.text("#figure")).isEqualTo("" + AHEAD);
                });
        visitor.awaitView("issued");
        visitor.assertThatNoPositionGrew();
    }

    @Test
    void whileTheGatewayIsAwayThePlaceIsKept() {
        Coupon coupon = openCoupon(10);
        arrive(coupon);
        waitThen(
                coupon,
                () -> {
                    visitor.awaitText("#link", "live");
                    gatewayIsThere(false);
                    visitor.awaitText("#link", "reconnecting, place kept");
                    assertThat(visitor.text("#figure")).isEqualTo("" + AHEAD);
                    gatewayIsThere(true);
                    awaitNews();
                });
        visitor.awaitView("issued");
        visitor.assertThatNoPositionGrew();
    }

    /**
     * Its memory is gone with it; the place is not. It asks the worker for keys when it is back.
     */
    @Test
    void thePlaceOutlivesAGatewayThatIsRestarted() {
        Coupon coupon = openCoupon(10);
        arrive(coupon);
        try (HeldCoupon _ = HeldCoupon.of(coupon)) {
            queueUp(coupon, others());
            visitor.awaitText("#link", "live");
            SharedProduct.restartGateway();
            awaitNews();
            assertThat(visitor.text("#figure")).isEqualTo("" + AHEAD);
        }
        visitor.awaitView("issued");
        visitor.assertThatNoPositionGrew();
    }

    /** What Redis knew of the coupon is gone: nobody is told anything until it is restored. */
    @Test
    void thePlaceOutlivesALossOfRedis() {
        Coupon coupon = openCoupon(10);
        arrive(coupon);
        waitThen(
                coupon,
                () -> {
                    visitor.block("*/ticket/stream*");
                    cutConnections();
                    visitor.awaitText("#link", "every few seconds");
                    GateStore.loseGate(SharedProduct.STATE.redisUri(), coupon.id());
                    visitor.awaitText("#link", "server busy, place kept");
                    assertThat(visitor.text("#figure")).isEqualTo("" + AHEAD);
                });
        visitor.awaitView("issued");
        visitor.assertThatNoPositionGrew();
    }

    @Test
    void offlineAndBack() {
        Coupon coupon = openCoupon(10);
        arrive(coupon);
        waitThen(
                coupon,
                () -> {
                    visitor.awaitText("#link", "live");
                    visitor.network(false);
                    visitor.awaitText("#link", "offline, place kept");
                    assertThat(visitor.text("#figure")).isEqualTo("" + AHEAD);
                    visitor.network(true);
                    visitor.awaitText("#link", "live");
                });
        visitor.awaitView("issued");
        visitor.assertThatNoPositionGrew();
    }

    /** The coupon's name is the worker's; a place is not. */
    @Test
    void whoComesWhileTheWorkerIsAwayCanClaim() {
        Coupon coupon = openCoupon(10);
        arrive(coupon);
        whileNothingIsIssued(
                () -> {
                    visitor.driver().navigate().refresh();
                    visitor.awaitView("open");
                    assertThat(visitor.text("#name")).isEqualTo("#" + coupon.id());
                    visitor.click("#claim");
                    visitor.awaitText("#figure", "Next");
                });
        visitor.awaitView("issued");
        visitor.awaitText("#name", coupon.name());
    }

    /** Nobody is told "issued" before the row is there: while the worker stands still nobody is. */
    @Test
    void theQueueIsToldInTheOrderInWhichItIs() {
        Coupon coupon = openCoupon(10);
        arrive(coupon);
        waitThen(
                coupon,
                () -> assertThat(visitor.seen()).noneMatch(line -> line.startsWith("issued")));
        visitor.awaitView("issued");

        assertThat(visitor.seen().getLast()).isEqualTo("issued 10%");
        assertThat(visitor.seen()).anyMatch(line -> line.equals("queued " + AHEAD));
    }

    /** Next is not yet it: as long as there is no row nobody is told that there is one. */
    @Test
    void whoIsNextIsNotToldThatItIsTheirs() {
        Coupon coupon = openCoupon(10);
        arrive(coupon);
        try (HeldCoupon _ = HeldCoupon.of(coupon)) {
            visitor.click("#claim");
            visitor.awaitText("#figure", "Next");
            visitor.awaitText("#link", "live");
            visitor.driver().navigate().refresh();
            visitor.awaitText("#figure", "Next");
            assertThat(visitor.seen()).noneMatch(line -> line.startsWith("issued"));
            assertThat(anybody().coupon(coupon.id()).issuedQuantity()).isZero();
        }
        visitor.awaitView("issued");
        assertThat(anybody().coupon(coupon.id()).issuedQuantity()).isEqualTo(1);
    }

    /** The server never says so; an answer that was overtaken on its way may. */
    @Test
    void aWorsePlaceThanBeforeIsNeverShown() {
        Coupon coupon = openCoupon(10);
        arrive(coupon);
        visitor.driver()
                .executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument", Map.of("source", LATE_ANSWERS));
        waitThen(
                coupon,
                () -> {
                    visitor.awaitText("#link", "live"); // or a poll has been there before
                    String eta = visitor.text("#eta");
                    visitor.driver().executeScript(LATE_ANSWERS + "; window.late = true");
                    visitor.block("*/ticket/stream*");
                    cutConnections();
                    visitor.await("#link", _ -> told() > 0);
                    assertThat(visitor.text("#figure")).isEqualTo("" + AHEAD);
                    assertThat(visitor.text("#eta")).isEqualTo(eta);

                    visitor.driver().executeScript("sessionStorage.setItem('late', '1')");
                    visitor.driver().navigate().refresh();
                    visitor.await("#link", _ -> told() > 0);
                    assertThat(visitor.text("#figure")).isEqualTo("" + AHEAD);
                    visitor.driver()
                            .executeScript(
                                    "sessionStorage.removeItem('late'); window.late = false");
                });
        visitor.awaitView("issued");
        visitor.assertThatNoPositionGrew();
    }

    private long told() {
        return (long)
                Objects.requireNonNull(visitor.driver().executeScript("return window.told ?? 0"));
    }

    /**
     * Redis has lost the coupon: nobody gets in until it is restored, and then all is as before.
     */
    @Test
    void aCouponThatIsBeingRebuiltTakesItsButtonAwayAndBringsItBack() {
        Coupon coupon = openCoupon(5);
        visitor.open("/coupons/" + coupon.id());
        visitor.awaitView("open");

        whileNothingIsIssued(
                () -> {
                    GateStore.loseGate(SharedProduct.STATE.redisUri(), coupon.id());
                    visitor.awaitView("rebuilding");
                    visitor.assertThatEverybodyCanUse("rebuilding");
                    assertThat(visitor.find("#claim").isDisplayed()).isFalse();
                });
        visitor.awaitView("open");
        visitor.signUp();
        visitor.click("#claim");
        visitor.awaitView("issued");
    }

    /** Signs the visitor up on the coupon's page. */
    private String arrive(Coupon coupon) {
        visitor.open("/coupons/" + coupon.id());
        String name = visitor.signUp();
        visitor.awaitView("open");
        return name;
    }

    private void waitThen(Coupon coupon, Runnable meanwhile) {
        List<ProductApi> others = others();
        whileNothingIsIssued(
                () -> {
                    queueUp(coupon, others);
                    meanwhile.run();
                });
    }

    private static List<ProductApi> others() {
        return Stream.generate(SharedProduct::newUser).limit(AHEAD).toList();
    }

    private void queueUp(Coupon coupon, List<ProductApi> others) {
        others.forEach(user -> admitted(user, coupon));
        visitor.click("#claim");
        awaitPlace(visitor);
    }

    /** However they come. */
    private void awaitNews() {
        visitor.await(
                "#link", link -> List.of("live", "every few seconds").contains(link.getText()));
    }

    private static void awaitPlace(Visitor who) {
        who.awaitView("queued");
        who.awaitText("#figure", "" + AHEAD);
    }
}
