package io.couponrush.system.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.localstack.product.Product;
import io.couponrush.localstack.product.ProductOptions;
import io.couponrush.localstack.product.ProductState;
import io.couponrush.localstack.product.Service;
import io.couponrush.system.api.Announcement;
import io.couponrush.system.api.ApiException;
import io.couponrush.system.api.Await;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The one product that all journeys of this JVM share: the real jars, the real servers. */
public final class SharedProduct {

    /** A constant: who only asks where it lies does not start it. */
    static final String FOLDER = "target/shared-product";

    private static final Product PRODUCT = start();

    public static final ProductState STATE = PRODUCT.state();

    private static final int ISSUED = 200;
    private static final int ACCEPTED = 202;
    private static final int TRIES = 15;

    private SharedProduct() {}

    private static Product start() {
        Product product = Product.start(ProductOptions.temporary(Path.of(FOLDER)));
        RefusedRows.prepare(product.state().database());
        CouponIds.beginAboveWhatIsThere(product.state().database());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(product::close));
        return product;
    }

    /** Runs something while no claim is issued: all who are admitted wait. */
    public static void whileNothingIsIssued(Runnable during) {
        PRODUCT.worker().freeze();
        try {
            during.run();
        } finally {
            PRODUCT.worker().thaw();
        }
    }

    /** To be held for a while, and let go. */
    public static Service worker() {
        return PRODUCT.worker();
    }

    /**
     * As it is now: other tests may have restarted services, which have other process ids since.
     */
    public static ProductState now() {
        return PRODUCT.state();
    }

    /** The gateway ends in peace and comes back at the same address. */
    public static void restartGateway() {
        PRODUCT.gateway().restart();
    }

    public static ProductApi anybody() {
        return ProductApi.anonymous(STATE.gateway());
    }

    public static ProductApi admin() {
        return anybody().signedIn(STATE.admin().username(), STATE.admin().password());
    }

    /** Signs a new user up and in. */
    public static ProductApi newUser() {
        return comingBack(
                () -> {
                    String name =
                            "u" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
                    String password = "correct horse " + name;
                    anybody().signUp(name, password);
                    return anybody().signedIn(name, password);
                });
    }

    /**
     * Their first claim, which is admitted. Whoever is told to come back does so, as every user may
     * have to, and may then find the coupon issued already.
     */
    public static JsonNode admitted(ProductApi user, Coupon coupon) {
        AtomicBoolean again = new AtomicBoolean();
        return comingBack(
                () -> {
                    try {
                        return user.call("POST", claim(coupon), null, ACCEPTED);
                    } catch (ApiException e) {
                        if (again.getAndSet(true) && e.status() == ISSUED) {
                            return user.call("POST", claim(coupon), null, ISSUED);
                        }
                        throw e;
                    }
                });
    }

    /**
     * Anew after a 503, on a machine that stands still for a moment: only what may be done twice.
     */
    private static <T> T comingBack(Supplier<T> calls) {
        for (int tries = 1; ; tries++) {
            try {
                return calls.get();
            } catch (ApiException e) {
                if (!e.saysComeBack() || tries == TRIES) {
                    throw e;
                }
                System.out.println("Told to come back: " + e.getMessage());
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
            }
        }
    }

    /** A coupon that is open and known to the gateway. */
    public static Coupon openCoupon(long total) {
        Instant now = Instant.now();
        Coupon coupon =
                comingBack(
                        () ->
                                admin().createCoupon(
                                                "Journey " + UUID.randomUUID(),
                                                total,
                                                now.minusSeconds(60),
                                                now.plus(Duration.ofHours(1))));
        Announcement.await(STATE.gateway(), coupon.id());
        return coupon;
    }

    /** Waits until the gateway tells of this state: an edit reaches it in its own time. */
    public static void awaitState(Coupon coupon, String state) {
        boolean told =
                Await.until(
                        () -> progress(coupon).path("state").asString("").equals(state),
                        Duration.ofSeconds(60));
        assertThat(told).as("%s is told of %s", state, coupon).isTrue();
    }

    /** As the gateway tells it to everybody. */
    public static JsonNode progress(Coupon coupon) {
        return anybody().call("GET", "/api/v3/coupons/" + coupon.id() + "/progress", null, 200);
    }

    public static String claim(Coupon coupon) {
        return "/api/v3/me/coupons/" + coupon.id() + "/issue";
    }

    public static String ticket(Coupon coupon) {
        return "/api/v3/me/coupons/" + coupon.id() + "/ticket";
    }
}
