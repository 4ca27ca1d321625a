package io.couponrush.system.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.localstack.DatabasePart;
import io.couponrush.localstack.product.Product;
import io.couponrush.localstack.product.ProductState;
import io.couponrush.localstack.product.Service;
import io.couponrush.system.api.Await;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.console.Screen;
import io.couponrush.system.load.Agenda;
import io.couponrush.system.load.LoadClient;
import io.couponrush.system.load.RequestTemplate;
import io.couponrush.system.store.CouponStore;
import io.couponrush.system.store.CouponStore.Span;

import java.sql.SQLException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Lets claims pile up in front of a worker that is frozen, not stopped: its code stays warm, so the
 * drain is measured and not the start of a JVM. And again in front of one whose database is away:
 * what piles up in an outage should be drained at the usual rate. The claims are real admissions;
 * only their users come by the load-test header, since tokens are measured elsewhere.
 */
final class Backlog {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Product product;
    private final ProductState state;
    private final Screen screen;

    Backlog(Product product, Screen screen) {
        this.product = product;
        this.state = product.state();
        this.screen = screen;
    }

    DrainResult measure(Supplier<Coupon> coupons, BenchOptions options, long seed)
            throws InterruptedException, SQLException {
        Service worker = product.worker();
        Span usual = drain(coupons.get(), options, seed, worker::freeze, worker::thaw);
        DatabasePart database = product.stack().database();
        Span outage = drain(coupons.get(), options, ~seed, database::kill, database::restart);
        return new DrainResult(
                options.backlog(),
                usual.rows() + outage.rows(),
                usual.perSecond(),
                outage.perSecond(),
                BareInsert.perSecond(state.database(), options.backlog()));
    }

    private Span drain(
            Coupon coupon, BenchOptions options, long seed, Runnable obstruct, Runnable clear)
            throws InterruptedException, SQLException {
        obstruct.run();
        try {
            fill(coupon, options, seed);
        } finally {
            clear.run();
        }
        try (CouponStore store = CouponStore.open(state.database(), coupon.id())) {
            Await.until(() -> issued(store) >= options.backlog(), Bench.LIMIT);
            return store.span();
        }
    }

    private void fill(Coupon coupon, BenchOptions options, long seed) throws InterruptedException {
        StageTally tally = new StageTally(Stage.ADMITTED);
        RequestTemplate claim =
                RequestTemplate.withUserId(
                        "POST", state.gateway(), "/api/v3/me/coupons/" + coupon.id() + "/issue");
        Agenda agenda = new Agenda();
        long first = (1L << 41) + new SplittableRandom(seed).nextLong(1L << 40);
        for (long user = first; user < first + options.backlog(); user++) {
            agenda.add(new Shot(claim, Long.toString(user).getBytes(US_ASCII), tally));
        }
        try (LoadClient client =
                LoadClient.connect(state.gateway(), options.connections(), PATIENCE)) {
            client.run(agenda, Bench.LIMIT);
        }
        StageResult result = tally.result();
        screen.line("  backlog of %,d claims, %,.0f/s", result.expected(), result.perSecond());
        if (result.expected() != options.backlog()) {
            throw new IllegalStateException(
                    "the backlog could not be filled, other answers: " + result.others());
        }
    }

    /** The counter, which is committed with the rows: counting them would slow the drain down. */
    private static long issued(CouponStore store) {
        try {
            return store.counter();
        } catch (SQLException e) {
            throw new IllegalStateException("could not read the counter", e);
        }
    }
}
