package io.couponrush.system.up;

import io.couponrush.localstack.product.Account;
import io.couponrush.localstack.product.ProductState;
import io.couponrush.system.api.Announcement;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.console.Screen;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Accounts and coupons to try the product with, and how to. */
final class Welcome {

    private static final int CONFLICT = 409;
    private static final Duration OPEN_FOR = Duration.ofDays(30);

    private record Sample(String name, long total) {}

    private static final List<Sample> SAMPLES =
            List.of(
                    new Sample("10 % off everything", 1_000),
                    new Sample("10 % off, for the quick ones", 100));

    private final ProductState product;
    private final List<Coupon> coupons;

    private Welcome(ProductState product, List<Coupon> coupons) {
        this.product = product;
        this.coupons = coupons;
    }

    /** What is there from an earlier run is used again. */
    static Welcome prepare(ProductState product, Clock clock) {
        ProductApi anybody = ProductApi.anonymous(product.gateway());
        signUp(anybody, product.user());
        ProductApi admin = anybody.signedIn(product.admin().username(), product.admin().password());
        List<Coupon> known = anybody.coupons();
        List<Coupon> open = new ArrayList<>();
        for (Sample sample : SAMPLES) {
            open.add(
                    known.stream()
                            .filter(coupon -> coupon.name().equals(sample.name))
                            .filter(coupon -> coupon.state().equals("OPEN"))
                            .filter(coupon -> coupon.closesAt().isAfter(clock.instant()))
                            .findFirst()
                            .orElseGet(() -> create(admin, sample, clock.instant())));
        }
        open.forEach(coupon -> Announcement.await(product.gateway(), coupon.id()));
        return new Welcome(product, open);
    }

    private static Coupon create(ProductApi admin, Sample sample, Instant now) {
        return admin.createCoupon(sample.name, sample.total, now, now.plus(OPEN_FOR));
    }

    private static void signUp(ProductApi anybody, Account user) {
        int status = anybody.send("POST", "/api/v1/auth/signup", user).statusCode();
        if (status != 201 && status != CONFLICT) {
            throw new IllegalStateException("the demo user's sign-up was answered " + status);
        }
    }

    void print(Screen screen, double seconds) {
        String url = "http://localhost:" + product.gateway().getPort();
        screen.line("%nCoupon Rush is up after %.1f s: %s", seconds, url);
        screen.line("  API page    %s/docs", url);
        account(screen, "admin", product.admin());
        account(screen, "user", product.user());
        coupons.forEach(
                coupon ->
                        screen.line(
                                "  coupon %-4d %s (%,d of %,d left)",
                                coupon.id(),
                                coupon.name(),
                                coupon.remaining(),
                                coupon.totalQuantity()));
        screen.line("%nTry it in another shell:");
        new CurlLines(url, coupons.getFirst().id(), product.user())
                .all()
                .forEach(line -> screen.line("%s", line));
        screen.line("%nCtrl-C stops it; the data is kept in .rush/.");
    }

    private static void account(Screen screen, String role, Account account) {
        screen.line("  %-11s %s / %s", role, account.username(), account.password());
    }
}
