package io.couponrush.system.jmeter;

import io.couponrush.localstack.product.ProductState;
import io.couponrush.system.api.Announcement;
import io.couponrush.system.api.Await;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.compare.Round;
import io.couponrush.system.console.Progress;
import io.couponrush.system.console.Screen;
import io.couponrush.system.store.CouponStore;
import io.couponrush.system.token.TokenMint;
import io.couponrush.system.token.Users;
import io.couponrush.system.token.Users.User;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One road on a fresh coupon with fresh users. */
final class RoadRun {

    private static final Duration SETTLE = Duration.ofMinutes(2);

    /** Counting rows costs the database a little: once a second doesn't show. */
    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ProductState product;
    private final JMeter jmeter;
    private final Screen screen;
    private final Clock clock;
    private final ProductApi admin;
    private final TokenMint mint;
    private long seed;

    RoadRun(ProductState product, JMeter jmeter, Screen screen, Clock clock, long seed) {
        this.product = product;
        this.jmeter = jmeter;
        this.screen = screen;
        this.clock = clock;
        this.seed = seed;
        this.admin =
                ProductApi.anonymous(product.gateway())
                        .signedIn(product.admin().username(), product.admin().password());
        this.mint = TokenMint.of(product);
    }

    /** What one run gave, and where JMeter wrote it down. */
    record Result(Round round, Path samples) {}

    Result run(Road road, int number, CompareOptions options) throws SQLException {
        Coupon coupon = coupon(road, options.coupons());
        List<User> users = Users.mint(mint, options.claims(), seed++, clock, _ -> {});
        try (CouponStore store = CouponStore.open(product.database(), coupon.id());
                TokensFile tokens = TokensFile.of(users, jmeter.work());
                Progress progress =
                        screen.begin(
                                road.id() + " rows",
                                Math.min(options.claims(), options.coupons()));
                RowCount rows = new RowCount(store, progress)) {
            Path samples =
                    jmeter.run(
                            road,
                            road.id() + "-round-" + number,
                            road.server(product),
                            coupon.id(),
                            tokens.path(),
                            options,
                            rows::look);
            Await.until(() -> admin.balance(coupon.id()).pending() == 0, SETTLE);
            return new Result(
                    RoundOf.of(number, Jtl.read(samples), store.dump(List.of())), samples);
        }
    }

    private Coupon coupon(Road road, long total) {
        Instant now = clock.instant();
        Coupon coupon =
                admin.createCoupon(
                        "Comparison of " + road.id() + ", " + now,
                        total,
                        now.minusSeconds(60),
                        now.plus(Duration.ofDays(1)));
        Announcement.await(product.gateway(), coupon.id());
        return coupon;
    }

    /** Moves the bar. */
    private static final class RowCount implements AutoCloseable {

        private final CouponStore store;
        private final Progress progress;
        private long nextNanos = System.nanoTime();

        RowCount(CouponStore store, Progress progress) {
            this.store = store;
            this.progress = progress;
        }

        /** Never satisfied: it only looks. */
        boolean look() {
            if (System.nanoTime() - nextNanos > 0) {
                nextNanos += LOOK_EVERY_NANOS;
                reach();
            }
            return false;
        }

        private void reach() {
            try {
                progress.reached(store.sample().rows());
            } catch (SQLException e) {
                throw new IllegalStateException("could not count the rows", e);
            }
        }

        @Override
        public void close() {
            reach();
        }
    }
}
