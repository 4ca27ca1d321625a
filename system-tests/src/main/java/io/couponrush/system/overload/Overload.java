package io.couponrush.system.overload;

import io.couponrush.localstack.product.ProductState;
import io.couponrush.system.api.Announcement;
import io.couponrush.system.api.Await;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.console.Screen;
import io.couponrush.system.guarantee.GuaranteeSuite;
import io.couponrush.system.guarantee.Observation;
import io.couponrush.system.load.Agenda;
import io.couponrush.system.load.LoadClient;
import io.couponrush.system.measure.Latency;
import io.couponrush.system.store.CouponStore;
import io.couponrush.system.store.GateStore;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Offers multiples of what a closed loop reaches, each on a fresh coupon with fresh users, and
 * counts what is served all the same. In each round the loads come in another order.
 */
final class Overload {

    /**
     * The closed loop: enough to keep everything busy and its batches full (256 reached a third of
     * it), few enough not to be refused.
     */
    static final int USERS_AT_A_TIME = 1_000;

    /** Those who look at their tickets when all is over. */
    private static final int LOOKING = 64;

    /** More than all loads together can claim: being sold out is another measurement. */
    private static final long STOCK = 10_000_000;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SETTLE = Duration.ofMinutes(2);

    private final ProductState product;
    private final Cores cores;
    private final Screen screen;
    private final Clock clock;
    private final ProductApi admin;
    private final Busy busy;
    private long nextUser;

    Overload(ProductState product, Cores cores, Screen screen, Clock clock, long firstUser) {
        this.product = product;
        this.cores = cores;
        this.screen = screen;
        this.clock = clock;
        this.nextUser = firstUser;
        this.busy = Busy.of(product);
        this.admin =
                ProductApi.anonymous(product.gateway())
                        .signedIn(product.admin().username(), product.admin().password());
    }

    List<Round> run(OverloadOptions options)
            throws InterruptedException, SQLException, IOException {
        try (LoadClient client = connect(options.connections())) {
            screen.line("Warm-up");
            warmUp(client, options);
            List<Round> rounds = new ArrayList<>();
            for (int i = 0; i < options.rounds(); i++) {
                screen.line("Round %d of %d", i + 1, options.rounds());
                rounds.add(round(client, options, i));
            }
            return rounds;
        }
    }

    /**
     * A JVM that has just started serves a tenth; and refusing wants to be learnt, too. It warms up
     * on all cores: on its part of them that takes minutes.
     */
    private void warmUp(LoadClient client, OverloadOptions options)
            throws InterruptedException, SQLException, IOException {
        long until = System.nanoTime() + options.warmUp().toNanos();
        LoadResult closed = closedLoop(client, options.offer());
        while (System.nanoTime() - until < 0) {
            closed = closedLoop(client, options.offer());
        }
        cores.split();
        offer(client, options.highest(), closed.goodput(), options.offer());
    }

    private Round round(LoadClient client, OverloadOptions options, int number)
            throws InterruptedException, SQLException {
        List<LoadResult> results = new ArrayList<>();
        LoadResult closed = closedLoop(client, options.offer());
        results.add(closed);
        List<Integer> order = new ArrayList<>(options.loads());
        Collections.rotate(order, number);
        for (int load : order) {
            results.add(offer(client, load, closed.goodput(), options.offer()));
        }
        return new Round(results);
    }

    private LoadResult closedLoop(LoadClient client, Duration time)
            throws InterruptedException, SQLException {
        Coupon coupon = coupon();
        Crowd crowd = new Crowd(product.gateway(), coupon.id(), nextUser);
        return measured(client, coupon, crowd, crowd.closedLoop(USERS_AT_A_TIME, time), 0, 0, time);
    }

    private LoadResult offer(LoadClient client, int load, double unit, Duration time)
            throws InterruptedException, SQLException {
        Coupon coupon = coupon();
        Crowd crowd = new Crowd(product.gateway(), coupon.id(), nextUser);
        double rate = Math.max(1, load * unit);
        return measured(client, coupon, crowd, crowd.offer(rate, time), load, rate, time);
    }

    private LoadResult measured(
            LoadClient client,
            Coupon coupon,
            Crowd crowd,
            Agenda agenda,
            int load,
            double rate,
            Duration time)
            throws InterruptedException, SQLException {
        Busy.Since since = busy.now();
        work(client, agenda, time.plus(PATIENCE));
        var cpu = since.partsOfACore();
        long offered = System.nanoTime();
        Await.until(() -> admin.balance(coupon.id()).pending() == 0, SETTLE);
        double rowsAfter = (System.nanoTime() - offered) / 1e9;
        try (LoadClient looking = connect(LOOKING)) {
            work(looking, crowd.lookAtTickets(), SETTLE);
        }
        nextUser += crowd.claims();
        LoadResult result =
                new LoadResult(
                        load,
                        load == 0 ? crowd.claims() / (time.toNanos() / 1e9) : rate,
                        crowd.goodput(),
                        crowd.answers,
                        Latency.of(crowd.accepted),
                        Latency.of(crowd.refused),
                        Latency.of(crowd.sentLate),
                        rowsAfter,
                        cpu,
                        LoadResult.broken(GuaranteeSuite.check(observed(coupon, crowd))));
        OverloadTable.line(result, screen);
        return result;
    }

    private static void work(LoadClient client, Agenda agenda, Duration limit)
            throws InterruptedException {
        if (!client.run(agenda, limit)) {
            throw new IllegalStateException("the load was not answered within " + limit);
        }
    }

    private Observation observed(Coupon coupon, Crowd crowd) throws SQLException {
        try (CouponStore store = CouponStore.open(product.database(), coupon.id())) {
            return new Observation(
                    coupon.id(),
                    crowd.histories(),
                    store.dump(List.of()),
                    GateStore.dump(product.redisUri(), coupon.id()),
                    admin.balance(coupon.id()),
                    Set.of(),
                    0);
        }
    }

    private Coupon coupon() {
        Instant now = clock.instant();
        Coupon coupon =
                admin.createCoupon(
                        "Overload, " + now,
                        STOCK,
                        now.minusSeconds(60),
                        now.plus(Duration.ofDays(1)));
        Announcement.await(product.gateway(), coupon.id());
        return coupon;
    }

    private LoadClient connect(int connections) {
        return LoadClient.connect(product.gateway(), connections, PATIENCE);
    }
}
