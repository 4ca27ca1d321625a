package io.couponrush.system.browser;

import static io.couponrush.system.journey.SharedProduct.claim;
import static io.couponrush.system.journey.SharedProduct.openCoupon;
import static io.couponrush.system.journey.SharedProduct.whileNothingIsIssued;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.journey.SharedProduct;
import io.couponrush.system.lane.ProductLane;
import io.couponrush.system.store.GateStore;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.WindowType;

import java.util.List;
import java.util.stream.Stream;

/** Somebody who waits: three are ahead, and the worker stands still until it is let go. */
@ProductLane
class QueuePageIT extends BrowserCase {

    private static final int AHEAD = 3;

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

    /** Signs the visitor up on the coupon's page. */
    private static String arrive(Coupon coupon) {
        visitor.open("/coupons/" + coupon.id());
        String name = visitor.signUp();
        visitor.awaitView("open");
        return name;
    }

    private static void waitThen(Coupon coupon, Runnable meanwhile) {
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

    private static void queueUp(Coupon coupon, List<ProductApi> others) {
        others.forEach(user -> user.call("POST", claim(coupon), null, 202));
        visitor.click("#claim");
        awaitPlace(visitor);
    }

    /** However they come. */
    private static void awaitNews() {
        visitor.await(
                "#link", link -> List.of("live", "every few seconds").contains(link.getText()));
    }

    private static void awaitPlace(Visitor who) {
        who.awaitView("queued");
        who.awaitText("#figure", "" + AHEAD);
    }
}
