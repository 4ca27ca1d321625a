package io.couponrush.worker.meters;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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

    private final Table claims;
    private final Table difference;
    private final Table pendingAge;
    private final Table gate;
    private final Table stock;
    private final Table rows;
    private final Table oversold;

    private volatile int watched;
    private volatile Look last = new Look(0, List.of());

    public CouponMeters(MeterRegistry registry) {
        claims = table(CLAIMS, "Admitted claims of an open coupon, by where they are", registry);
        difference = table(DIFFERENCE, "Admitted claims that are nowhere", registry);
        pendingAge =
                new Table(
                        MultiGauge.builder(PENDING_AGE)
                                .description("How long the oldest pending claim waits, at least")
                                .baseUnit("seconds")
                                .register(registry));
        gate = table(GATE, "1 for the state in which the gate is", registry);
        stock = table(STOCK, "Coupons that there are", registry);
        rows = table(ROWS, "Committed rows, by all roads", registry);
        oversold = table(OVERSOLD, "Rows above the stock", registry);
        Gauge.builder(WATCHED, () -> watched)
                .description("Coupons that are looked at")
                .register(registry);
    }

    private static Table table(String name, String description, MeterRegistry registry) {
        return new Table(MultiGauge.builder(name).description(description).register(registry));
    }

    /**
     * What was seen last.
     *
     * @param number raised by every look, from 0, which saw nothing
     */
    public record Look(long number, List<Seen> coupons) {

        public Look {
            coupons = List.copyOf(coupons);
        }
    }

    /** For those who tell it in another way than a scrape does. */
    public Look last() {
        return last;
    }

    /** These and no others, from now on. One thread at a time. */
    public void seen(List<Seen> coupons) {
        last = new Look(last.number() + 1, coupons);
        for (Seen coupon : coupons) {
            Tags tags = Tags.of("coupon", Long.toString(coupon.couponId()));
            for (GateState state : GateState.values()) {
                gate.put(tags.and("state", name(state)), coupon.gate() == state ? 1 : 0);
            }
            coupon.difference().ifPresent(value -> difference.put(tags, value));
            coupon.pending().ifPresent(known -> put(tags, known));
            coupon.stock().ifPresent(known -> put(tags, known));
        }
        List.of(claims, difference, pendingAge, gate, stock, rows, oversold).forEach(Table::show);
        watched = coupons.size();
    }

    private void put(Tags tags, Pending pending) {
        pending.parts().forEach((part, n) -> claims.put(tags.and("part", name(part)), n));
        pendingAge.put(tags, pending.age().toMillis() / 1e3);
    }

    private void put(Tags tags, Stock known) {
        claims.put(tags.and("part", name(Part.ISSUED)), known.ticketed());
        stock.put(tags, known.total());
        rows.put(tags, known.rows());
        oversold.put(tags, Math.max(0, known.rows() - known.total()));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The rows of one gauge. A row that stays is never taken out in between: a scrape at that
     * instant would miss it, and an alert that waits for its time would begin anew.
     */
    private static final class Table {

        private final MultiGauge gauge;
        private final Map<Tags, Cell> shown = new HashMap<>();
        private final Map<Tags, Double> next = new HashMap<>();

        Table(MultiGauge gauge) {
            this.gauge = gauge;
        }

        private static final class Cell {
            volatile double value;
        }

        void put(Tags tags, Number value) {
            next.put(tags, value.doubleValue());
        }

        void show() {
            shown.keySet().retainAll(next.keySet());
            next.forEach(
                    (tags, value) -> shown.computeIfAbsent(tags, _ -> new Cell()).value = value);
            next.clear();
            List<Row<?>> all = new ArrayList<>();
            shown.forEach((tags, cell) -> all.add(Row.of(tags, cell, it -> it.value)));
            gauge.register(all);
        }
    }
}
