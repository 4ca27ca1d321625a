package io.couponrush.system.spike;

import io.couponrush.localstack.product.ProductState;
import io.couponrush.system.api.Announcement;
import io.couponrush.system.api.Await;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.console.Progress;
import io.couponrush.system.console.Screen;
import io.couponrush.system.guarantee.Balance;
import io.couponrush.system.guarantee.Observation;
import io.couponrush.system.load.LoadClient;
import io.couponrush.system.store.CouponStore;
import io.couponrush.system.store.GateStore;
import io.couponrush.system.token.TokenMint;
import io.couponrush.system.token.Users;
import io.couponrush.system.token.Users.User;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One coupon, many users, all at once: creates the coupon, lets every user claim once, follows each
 * ticket to its end and checks every promise against what the stores hold.
 */
public final class Spike {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SETTLE = Duration.ofSeconds(30);

    private final ProductState product;
    private final Screen screen;
    private final Clock clock;

    public Spike(ProductState product, Screen screen, Clock clock) {
        this.product = product;
        this.screen = screen;
        this.clock = clock;
    }

    public SpikeReport run(SpikeOptions options) throws InterruptedException, SQLException {
        ProductApi admin =
                ProductApi.anonymous(product.gateway())
                        .signedIn(product.admin().username(), product.admin().password());
        Instant now = clock.instant();
        Coupon coupon =
                admin.createCoupon(
                        "Spike of " + now,
                        options.coupons(),
                        now.minusSeconds(60),
                        now.plus(Duration.ofDays(1)));
        List<User> users = mint(options);
        Announcement.await(product.gateway(), coupon.id());
        try (Witness witness = Witness.of(() -> CouponStore.open(product.database(), coupon.id()));
                CouponStore store = CouponStore.open(product.database(), coupon.id())) {
            Progress progress = screen.begin("claims", users.size());
            Crowd crowd =
                    new Crowd(
                            product.gateway(),
                            coupon.id(),
                            users,
                            options.roads(),
                            witness,
                            progress);
            Instant startedAt;
            long startNanos;
            // closed before anything is counted: an answer after the limit comes too late
            try (progress;
                    LoadClient client =
                            LoadClient.connect(
                                    product.gateway(), options.connections(), PATIENCE)) {
                startedAt = clock.instant();
                startNanos = System.nanoTime();
                client.run(crowd.agenda, options.limit());
            }
            Balance balance = settled(admin, coupon.id());
            witness.finish();
            Observation seen =
                    new Observation(
                            coupon.id(),
                            crowd.histories(),
                            store.dump(witness.samples()),
                            GateStore.dump(product.redisUri(), coupon.id()),
                            balance,
                            witness.toldTooEarly(),
                            witness.lookups());
            return Summary.of(options, startedAt, startNanos, crowd.tally, seen);
        }
    }

    private List<User> mint(SpikeOptions options) {
        TokenMint mint = TokenMint.of(product);
        try (Progress progress = screen.begin("tokens", options.users())) {
            return Users.mint(mint, options.users(), options.seed(), clock, progress::reached);
        }
    }

    /** The books once nothing is pending, or as they are when that takes too long. */
    private static Balance settled(ProductApi admin, long couponId) {
        Await.until(() -> admin.balance(couponId).pending() == 0, SETTLE);
        return admin.balance(couponId);
    }
}
