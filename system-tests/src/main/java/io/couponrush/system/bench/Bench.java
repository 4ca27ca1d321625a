package io.couponrush.system.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.localstack.product.Product;
import io.couponrush.localstack.product.ProductState;
import io.couponrush.system.api.Announcement;
import io.couponrush.system.api.Await;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.console.Progress;
import io.couponrush.system.console.Screen;
import io.couponrush.system.load.Agenda;
import io.couponrush.system.load.LoadClient;
import io.couponrush.system.load.RequestTemplate;
import io.couponrush.system.store.CouponStore;
import io.couponrush.system.token.TokenMint;
import io.couponrush.system.token.Users;
import io.couponrush.system.token.Users.User;

import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures each step of the road on one machine, one after the other and round after round, so that
 * a slow minute of the machine hits every step.
 */
final class Bench {

    static final Duration LIMIT = Duration.ofMinutes(5);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SETTLE = Duration.ofMinutes(2);

    private final Product product;
    private final ProductState state;
    private final Screen screen;
    private final Clock clock;
    private final ProductApi admin;
    private final TokenMint mint;
    private long seed;

    Bench(Product product, Screen screen, Clock clock, long seed) {
        this.product = product;
        this.state = product.state();
        this.screen = screen;
        this.clock = clock;
        this.seed = seed;
        this.admin =
                ProductApi.anonymous(state.gateway())
                        .signedIn(state.admin().username(), state.admin().password());
        this.mint = TokenMint.of(state);
    }

    /** The warm-up is a round of its own that nobody hears of. */
    List<Round> run(BenchOptions options) throws InterruptedException, SQLException {
        screen.line("Warm-up");
        round(options);
        List<Round> rounds = new ArrayList<>();
        for (int i = 1; i <= options.rounds(); i++) {
            screen.line("Round %d of %d", i, options.rounds());
            rounds.add(round(options));
        }
        return rounds;
    }

    private Round round(BenchOptions options) throws InterruptedException, SQLException {
        int requests = options.requests();
        Coupon plenty = coupon("Bench", requests);
        Coupon gone = coupon("Bench, sold out", 1);
        List<User> users = mint(3 * requests + 1);
        List<User> forNoop = users.subList(0, requests);
        List<User> winners = users.subList(requests, 2 * requests);
        List<User> late = users.subList(2 * requests, 3 * requests);
        URI gateway = state.gateway();
        List<StageResult> results = new ArrayList<>();
        try (LoadClient client = LoadClient.connect(gateway, options.connections(), PATIENCE)) {
            ProductApi.anonymous(gateway)
                    .as(new String(users.getLast().token(), US_ASCII))
                    .call("POST", claim(gone), null, 202);
            results.add(
                    fire(
                            client,
                            Stage.NOOP,
                            RequestTemplate.withToken("GET", gateway, "/api/v3/bench/noop"),
                            tokens(forNoop)));
            results.add(
                    fire(
                            client,
                            Stage.ADMITTED,
                            RequestTemplate.withToken("POST", gateway, claim(plenty)),
                            tokens(winners)));
            awaitSettled(plenty);
            results.add(
                    fire(
                            client,
                            Stage.SOLD_OUT,
                            RequestTemplate.withToken("POST", gateway, claim(gone)),
                            tokens(late)));
            results.add(
                    fire(
                            client,
                            Stage.TICKET,
                            RequestTemplate.withToken("GET", gateway, ticket(plenty)),
                            tokens(winners)));
            results.add(
                    fire(
                            client,
                            Stage.PROGRESS,
                            RequestTemplate.anonymous(
                                    "GET", gateway, "/api/v3/coupons/" + plenty.id() + "/progress"),
                            names(requests)));
        }
        DrainResult drain =
                new Backlog(product, screen)
                        .measure(() -> backlogCoupon(options), options, nextSeed());
        screen.line(
                "  drain %,.0f rows/s, after an outage %,.0f rows/s, bare insert %,.0f rows/s",
                drain.drainPerSecond(), drain.outagePerSecond(), drain.barePerSecond());
        long accepted =
                results.stream()
                        .filter(result -> result.stage() == Stage.ADMITTED)
                        .mapToLong(StageResult::expected)
                        .sum();
        return new Round(results, drain, accepted, rows(plenty, winners));
    }

    private StageResult fire(
            LoadClient client, Stage stage, RequestTemplate request, List<byte[]> askers)
            throws InterruptedException {
        StageTally tally = new StageTally(stage);
        Agenda agenda = new Agenda();
        askers.forEach(who -> agenda.add(new Shot(request, who, tally)));
        if (!client.run(agenda, LIMIT)) {
            throw new IllegalStateException(
                    stage.title() + " took longer than " + LIMIT.toMinutes() + " minutes");
        }
        StageResult result = tally.result();
        screen.line(
                "  %s %-22s %,9.0f/s  p99 %6.1f ms%s",
                stage.letter(),
                stage.title(),
                result.perSecond(),
                result.millis().p99(),
                result.others().isEmpty() ? "" : "  others " + result.others());
        return result;
    }

    private List<User> mint(int count) {
        try (Progress progress = screen.begin("tokens", count)) {
            return Users.mint(mint, count, nextSeed(), clock, progress::reached);
        }
    }

    private Coupon backlogCoupon(BenchOptions options) {
        return coupon("Bench, backlog", options.backlog());
    }

    private Coupon coupon(String name, long total) {
        Instant now = clock.instant();
        Coupon coupon =
                admin.createCoupon(name, total, now.minusSeconds(60), now.plus(Duration.ofDays(1)));
        Announcement.await(state.gateway(), coupon.id());
        return coupon;
    }

    private void awaitSettled(Coupon coupon) {
        if (!Await.until(() -> admin.balance(coupon.id()).pending() == 0, SETTLE)) {
            throw new IllegalStateException(
                    "claims of coupon %d are still pending: %s"
                            .formatted(coupon.id(), admin.balance(coupon.id())));
        }
    }

    /** How many of the winners have a row. */
    private long rows(Coupon coupon, List<User> winners) throws SQLException {
        try (CouponStore store = CouponStore.open(state.database(), coupon.id())) {
            List<Long> ids = winners.stream().map(User::id).toList();
            long missing = store.withoutRow(ids).size();
            return ids.size() - missing;
        }
    }

    private long nextSeed() {
        return seed++;
    }

    private static String claim(Coupon coupon) {
        return "/api/v3/me/coupons/" + coupon.id() + "/issue";
    }

    private static String ticket(Coupon coupon) {
        return "/api/v3/me/coupons/" + coupon.id() + "/ticket";
    }

    private static List<byte[]> tokens(List<User> users) {
        return users.stream().map(User::token).toList();
    }

    private static List<byte[]> names(int count) {
        byte[] name = "rush-bench".getBytes(US_ASCII);
        return IntStream.range(0, count).mapToObj(_ -> name).toList();
    }
}
