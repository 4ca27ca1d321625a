package io.couponrush.worker.meters;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of each open coupon, by its id in the tag {@code coupon}; the worker's only meters
 * with such a tag. Each worker looks for itself, every {@code rush.watch.interval}: over several
 * workers take the maximum, never the sum. A coupon that is closed, and of which nothing is pending
 * any more, goes away; so does what its server could not be asked for. Names and tags are public
 * API, as those of {@link WorkerMeters}.
 */
@Component
public class CouponMeters {

    /** Gauge: how many coupons are looked at. */
    public static final String WATCHED = "rush.coupons.watched";

    /** Gauge, tags {@code coupon} and {@code part}: where its admitted claims are (promise P6). */
    public static final String CLAIMS = "rush.coupon.claims";

    /**
     * Gauge, tag {@code coupon}: admitted less all the other parts. 0 at rest; below 0 for a moment
     * while claims are issued, since a committed row stays pending until Redis is told; never above
     * 0, which would be claims lost.
     */
    public static final String DIFFERENCE = "rush.coupon.difference";

    /** Gauge, tag {@code coupon}, seconds: how long its oldest pending claim waits, at least. */
    public static final String PENDING_AGE = "rush.coupon.pending.age";

    /** Gauge, tags {@code coupon} and {@code state}: 1 for the state in which its gate is. */
    public static final String GATE = "rush.coupon.gate";

    /** Gauge, tag {@code coupon}: how many there are. */
    public static final String STOCK = "rush.coupon.stock";

    /** Gauge, tag {@code coupon}: its committed rows, by all roads, counted. */
    public static final String ROWS = "rush.coupon.rows";

    /** Gauge, tag {@code coupon}: rows above the total (promise P1). Never above 0. */
    public static final String OVERSOLD = "rush.coupon.oversold";

    /** The lower-case names are tag values. */
    public enum Part {
        ADMITTED,
        ISSUED,
        REJECTED,
        DEAD_LETTERED,
        RETURNED,
        ELSEWHERE,
        PENDING
    }

    /** How a gate stands. The lower-case names are tag values; the last four let nobody in. */
    public enum GateState {
        OPEN,
        UPCOMING,
        PAUSED,
        CLOSED,
        REBUILDING,
        LOST,
        MISSING,
        UNREACHABLE
    }

    /**
     * What Redis said.
     *
     * @param parts without issued
     */
    public record Pending(Map<Part, Long> parts, Duration age) {

        public Pending {
            parts = Map.copyOf(parts);
        }
    }

    /**
     * What the database said.
     *
     * @param ticketed of the rows, those that came through the gate
     */
    public record Stock(long total, long rows, long ticketed) {}

    /** One coupon; empty is what could not be asked for. */
    public record Seen(
            long couponId, GateState gate, Optional<Pending> pending, Optional<Stock> stock) {

        /** Empty unless both were asked. */
        public Optional<Long> difference() {
            return pending.flatMap(known -> stock.map(rows -> difference(known, rows)));
        }

        private static long difference(Pending pending, Stock stock) {
            long settledOrPending =
                    pending.parts().entrySet().stream()
                            .filter(part -> part.getKey() != Part.ADMITTED)
                            .mapToLong(Map.Entry::getValue)
                            .sum();
            return pending.parts().getOrDefault(Part.ADMITTED, 0L)
                    - settledOrPending
                    - stock.ticketed();
        }
    }

    private final MultiGauge claims;
    private final MultiGauge difference;
    private final MultiGauge pendingAge;
    private final MultiGauge gate;
    private final MultiGauge total;
    private final MultiGauge rows;
    private final MultiGauge oversold;

    private volatile int watched;

    CouponMeters(MeterRegistry registry) {
        claims = gauge(CLAIMS, "Admitted claims of an open coupon, by where they are", registry);
        difference = gauge(DIFFERENCE, "Admitted claims that are nowhere", registry);
        pendingAge =
                MultiGauge.builder(PENDING_AGE)
                        .description("How long the oldest pending claim waits, at least")
                        .baseUnit("seconds")
                        .register(registry);
        gate = gauge(GATE, "1 for the state in which the gate is", registry);
        total = gauge(STOCK, "Coupons that there are", registry);
        rows = gauge(ROWS, "Committed rows, by all roads", registry);
        oversold = gauge(OVERSOLD, "Rows above the total", registry);
        Gauge.builder(WATCHED, () -> watched)
                .description("Coupons that are looked at")
                .register(registry);
    }

    private static MultiGauge gauge(String name, String description, MeterRegistry registry) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    /** These and no others, from now on. One thread at a time. */
    public void seen(List<Seen> coupons) {
        List<Row<?>> claimRows = new ArrayList<>();
        List<Row<?>> differences = new ArrayList<>();
        List<Row<?>> ages = new ArrayList<>();
        List<Row<?>> gates = new ArrayList<>();
        List<Row<?>> totals = new ArrayList<>();
        List<Row<?>> stocks = new ArrayList<>();
        List<Row<?>> above = new ArrayList<>();
        for (Seen coupon : coupons) {
            Tags tags = Tags.of("coupon", Long.toString(coupon.couponId()));
            for (GateState state : GateState.values()) {
                gates.add(Row.of(tags.and("state", name(state)), coupon.gate() == state ? 1 : 0));
            }
            coupon.difference().ifPresent(value -> differences.add(Row.of(tags, value)));
            coupon.pending()
                    .ifPresent(
                            known -> {
                                known.parts()
                                        .forEach((part, n) -> claimRows.add(row(tags, part, n)));
                                ages.add(Row.of(tags, known.age().toMillis() / 1e3));
                            });
            coupon.stock()
                    .ifPresent(
                            stock -> {
                                claimRows.add(row(tags, Part.ISSUED, stock.ticketed()));
                                totals.add(Row.of(tags, stock.total()));
                                stocks.add(Row.of(tags, stock.rows()));
                                above.add(Row.of(tags, Math.max(0, stock.rows() - stock.total())));
                            });
        }
        claims.register(claimRows, true);
        difference.register(differences, true);
        pendingAge.register(ages, true);
        gate.register(gates, true);
        total.register(totals, true);
        rows.register(stocks, true);
        oversold.register(above, true);
        watched = coupons.size();
    }

    private static Row<?> row(Tags tags, Part part, long claims) {
        return Row.of(tags.and("part", name(part)), claims);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
