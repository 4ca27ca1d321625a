package io.couponrush.system.drill;

import io.couponrush.localstack.product.Product;
import io.couponrush.localstack.product.ProductState;
import io.couponrush.localstack.product.Service;
import io.couponrush.system.api.Announcement;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.console.Progress;
import io.couponrush.system.console.Screen;
import io.couponrush.system.guarantee.Observation;
import io.couponrush.system.load.LoadClient;
import io.couponrush.system.spike.Witness;
import io.couponrush.system.store.CouponStore;
import io.couponrush.system.store.GateStore;
import io.couponrush.system.token.TokenMint;
import io.couponrush.system.token.Users;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One seed of one drill: people come, something breaks and is put right, and when everybody has
 * heard the end, what they heard is held against what the stores hold.
 *
 * <p>Long, because the order of its steps is what makes its verdict worth something.
 */
final class Round {

    private static final int CONNECTIONS = 32;

    /** Also for a service whose clock is an hour ahead. */
    private static final Duration TOKENS = Duration.ofHours(3);

    /** Shorter than the outages: a client has to notice them. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** After the last arrival or the end of the fault, for everybody to hear the end. */
    private static final Duration TO_THE_END = Duration.ofSeconds(60);

    /** What a crash leaked is stock again in the end, so somebody who asks then gets it. */
    private static final int WAVES = 2;

    private static final int EXTRA = 5;

    /** After so long a returned slot counts (docs/decisions/0010). */
    private static final Duration RETURNED = Duration.ofSeconds(3);

    private final Stand stand;
    private final Product product;
    private final Screen screen;
    private final Clock clock;
    private final Path histories;
    private final boolean brief;

    Round(Stand stand, Screen screen, Clock clock, Path histories, boolean brief) {
        this.stand = stand;
        this.product = stand.product();
        this.screen = screen;
        this.clock = clock;
        this.histories = histories;
        this.brief = brief;
    }

    RoundResult run(Drill drill, long seed) throws InterruptedException, SQLException {
        ProductState state = product.state();
        // of the drill as well, or the same seed would strike at the same moment in each
        SplittableRandom random =
                new SplittableRandom(seed ^ ((long) drill.name().hashCode() << Integer.SIZE));
        ProductApi admin =
                ProductApi.anonymous(product.worker().url())
                        .signedIn(state.admin().username(), state.admin().password());
        Instant now = clock.instant();
        Drill.Crowding size = drill.crowd();
        Coupon coupon =
                admin.createCoupon(
                        drill.name() + " " + seed,
                        size.stock(),
                        now.minusSeconds(60),
                        now.plus(Duration.ofDays(1)));
        List<URI> gateways = product.gateways().stream().map(Service::url).toList();
        gateways.forEach(gateway -> Announcement.await(gateway, coupon.id()));
        Graveyard letters = Graveyard.of(product.stack());
        TokenMint mint = mint(state);
        List<Users.User> people = Users.mint(mint, size.users(), seed, clock, TOKENS, _ -> {});
        try (Witness witness =
                        Witness.patient(() -> CouponStore.open(state.database(), coupon.id()));
                LoadClient client = LoadClient.connect(gateways, CONNECTIONS, PATIENCE)) {
            Instant wall = clock.instant();
            long start = System.nanoTime();
            Stage stage =
                    new Stage(
                            stand,
                            coupon.id(),
                            admin,
                            seed,
                            random.split(),
                            count -> Users.mint(mint, count, ~seed, clock, TOKENS, _ -> {}),
                            screen,
                            start,
                            brief);
            Progress progress =
                    screen.begin(drill.name() + ", seed " + seed + ", users", size.users());
            DrillCrowd crowd =
                    new DrillCrowd(
                            gateways,
                            coupon.id(),
                            size,
                            size.arrivals(brief),
                            people,
                            random.split(),
                            start,
                            witness,
                            progress);
            String trouble;
            try (progress) {
                CompletableFuture<Void> fault = strike(drill, stage, random.split());
                Duration limit = size.arrivals(brief).plus(TO_THE_END);
                boolean all = client.run(crowd.agenda, fault, limit);
                trouble = outcome(fault, all, limit);
            }
            Healing.of(product, stage);
            Verdict verdict = new Verdict(drill, seed, stage, brief, histories);
            Aftermath aftermath = new Aftermath(admin, coupon.id(), size.stock(), stage);
            aftermath.settle();
            if (!aftermath.isTold()) {
                return verdict.unjudged(trouble);
            }
            for (int wave = 1; wave <= WAVES && aftermath.left() > 0; wave++) {
                stage.pause(RETURNED);
                int late = Math.toIntExact(aftermath.left()) + EXTRA;
                stage.note(late + " more come for what is left");
                crowd.late(Users.mint(mint, late, seed * WAVES + wave, clock, TOKENS, _ -> {}));
                client.run(crowd.agenda, TO_THE_END);
                aftermath.settle();
            }
            witness.finish();
            try (CouponStore store = CouponStore.open(state.database(), coupon.id())) {
                Observation seen =
                        new Observation(
                                coupon.id(),
                                crowd.histories(),
                                store.dump(witness.samples()),
                                GateStore.dump(state.redisUri(), coupon.id()),
                                aftermath.balance(),
                                witness.toldTooEarly(),
                                witness.lookups(),
                                stage.closed());
                verdict.slowest(seen, wall, start);
                trouble = trouble == null ? verdict.lost(seen) : trouble;
                return verdict.of(seen, trouble == null ? letters.innocents() : trouble);
            }
        }
    }

    private static CompletableFuture<Void> strike(
            Drill drill, Stage stage, SplittableRandom random) {
        long calm = drill.crowd().calm().toMillis();
        Duration moment = Duration.ofMillis(random.nextLong(calm / 10, calm / 2));
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofPlatform()
                .name("fault")
                .start(
                        () -> {
                            try {
                                stage.pause(moment);
                                drill.fault().strike(stage);
                                done.complete(null);
                            } catch (Exception e) {
                                done.completeExceptionally(e);
                            }
                        });
        return done;
    }

    private static @Nullable String outcome(
            CompletableFuture<Void> fault, boolean all, Duration limit) {
        try {
            fault.join();
        } catch (CompletionException e) {
            return "the fault failed: " + e.getCause();
        }
        return all
                ? null
                : "not everybody had heard the end %d s after the fault"
                        .formatted(limit.toSeconds());
    }

    private static TokenMint mint(ProductState state) {
        return TokenMint.of(state);
    }
}
