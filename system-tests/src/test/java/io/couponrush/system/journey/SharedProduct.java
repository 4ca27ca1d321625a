package io.couponrush.system.journey;

import io.couponrush.localstack.product.Product;
import io.couponrush.localstack.product.ProductOptions;
import io.couponrush.localstack.product.ProductState;
import io.couponrush.localstack.product.Service;
import io.couponrush.system.api.Announcement;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The one product that all journeys of this JVM share: the real jars, the real servers. */
public final class SharedProduct {

    /** A constant: who only asks where it lies does not start it. */
    static final String FOLDER = "target/shared-product";

    private static final Product PRODUCT = start();

    public static final ProductState STATE = PRODUCT.state();

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
        String name = "u" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
        String password = "correct horse " + name;
        anybody().signUp(name, password);
        return anybody().signedIn(name, password);
    }

    /** A coupon that is open and known to the gateway. */
    public static Coupon openCoupon(long total) {
        Instant now = Instant.now();
        Coupon coupon =
                admin().createCoupon(
                                "Journey " + UUID.randomUUID(),
                                total,
                                now.minusSeconds(60),
                                now.plus(Duration.ofHours(1)));
        Announcement.await(STATE.gateway(), coupon.id());
        return coupon;
    }

    public static String claim(Coupon coupon) {
        return "/api/v3/me/coupons/" + coupon.id() + "/issue";
    }

    public static String ticket(Coupon coupon) {
        return "/api/v3/me/coupons/" + coupon.id() + "/ticket";
    }
}
