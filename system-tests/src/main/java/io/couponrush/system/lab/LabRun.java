package io.couponrush.system.lab;

import io.couponrush.localstack.product.ProductState;
import io.couponrush.system.api.Announcement;
import io.couponrush.system.api.Await;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.compare.Books;
import io.couponrush.system.compare.Round;
import io.couponrush.system.compare.Timeline;
import io.couponrush.system.console.Progress;
import io.couponrush.system.console.Screen;
import io.couponrush.system.guarantee.DatabaseDump;
import io.couponrush.system.load.LoadClient;
import io.couponrush.system.load.RequestTemplate;
import io.couponrush.system.measure.Latency;
import io.couponrush.system.store.CouponStore;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Runs one strategy on a fresh coupon with fresh users. */
final class LabRun {

    private static final long STEP_MILLIS = 250;

    /** Above every wait of the strategies. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final ProductState product;
    private final Screen screen;
    private final Clock clock;
    private final ProductApi admin;
    private long nextUser;

    /**
     * @param firstUser ids from here on are used
     */
    LabRun(ProductState product, Screen screen, Clock clock, long firstUser) {
        this.product = product;
        this.screen = screen;
        this.clock = clock;
        this.nextUser = firstUser;
        this.admin =
                ProductApi.anonymous(product.gateway())
                        .signedIn(product.admin().username(), product.admin().password());
    }

    Measured run(Strategy strategy, int number, Load load)
            throws InterruptedException, SQLException {
        Coupon coupon = coupon(strategy, load.stock());
        RequestTemplate request =
                RequestTemplate.withUserId(
                        "POST", strategy.server(product), strategy.path(coupon.id()));
        long steps =
                load.hold().isZero() ? load.users() : load.ramp().plus(load.hold()).toSeconds();
        try (LoadClient client =
                        LoadClient.connect(strategy.server(product), load.connections(), PATIENCE);
                Progress progress = screen.begin(strategy.id(), steps)) {
            Instant startedAt = clock.instant();
            Claims claims = new Claims(request, load, nextUser, progress);
            boolean finished = client.run(claims.agenda, LIMIT.plus(load.ramp()).plus(load.hold()));
            nextUser += claims.answeredAt.size() + load.users();
            if (!finished) {
                screen.warn("%s was not answered to the end in time", strategy.id());
            }
            return new Measured(
                    strategy,
                    round(number, claims, dump(strategy, coupon, load), startedAt),
                    claims.serverErrors);
        }
    }

    private DatabaseDump dump(Strategy strategy, Coupon coupon, Load load) throws SQLException {
        if (!strategy.isOfProduct()) {
            return LabRows.read(product.database(), coupon.id(), load.stock());
        }
        Await.until(() -> admin.balance(coupon.id()).pending() == 0, LIMIT);
        try (CouponStore store = CouponStore.open(product.database(), coupon.id())) {
            return store.dump(List.of());
        }
    }

    private Coupon coupon(Strategy strategy, int stock) {
        Instant now = clock.instant();
        Coupon coupon =
                admin.createCoupon(
                        "Lab, " + strategy.id() + ", " + now,
                        stock,
                        now.minusSeconds(60),
                        now.plus(Duration.ofDays(1)));
        Announcement.await(product.gateway(), coupon.id());
        return coupon;
    }

    private static Round round(int number, Claims claims, DatabaseDump database, Instant start) {
        List<Long> rows =
                database.rows().stream()
                        .map(row -> Duration.between(start, row.issuedAt()).toMillis())
                        .toList();
        double lastRow = seconds(rows);
        return new Round(
                number,
                claims.answeredAt.size(),
                claims.failed,
                claims.kinds,
                perSecond(claims.answeredAt.size(), seconds(claims.answeredAt)),
                Latency.of(claims.millis),
                perSecond(rows.size(), lastRow),
                lastRow,
                books(claims.toldYes, database),
                Timeline.of(STEP_MILLIS, claims.answeredAt, rows));
    }

    static Books books(Set<Long> toldYes, DatabaseDump database) {
        Set<Long> owners = new HashSet<>();
        database.rows().forEach(row -> owners.add(row.userId()));
        long rows = database.rows().size();
        return new Books(
                database.total(),
                rows,
                Math.max(0, rows - database.total()),
                rows - owners.size(),
                toldYes.stream().filter(user -> !owners.contains(user)).count(),
                Math.abs(rows - database.counted()));
    }

    private static double seconds(List<Long> millis) {
        return millis.stream().mapToLong(time -> time).max().orElse(0) / 1000.0;
    }

    private static double perSecond(long count, double seconds) {
        return seconds <= 0 ? 0 : count / seconds;
    }
}
