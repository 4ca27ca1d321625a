package io.couponrush.worker.watch;

import io.couponrush.worker.meters.CouponMeters;
import io.couponrush.worker.meters.CouponMeters.GateState;
import io.couponrush.worker.meters.CouponMeters.Part;
import io.couponrush.worker.meters.CouponMeters.Pending;
import io.couponrush.worker.meters.CouponMeters.Seen;
import io.couponrush.worker.meters.CouponMeters.Stock;
import io.couponrush.worker.watch.CouponTable.Counted;
import io.couponrush.worker.watch.GateReader.Gate;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.RedisConnectionFailureException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Looks at the open coupons, and at those that have closed until nothing of them is under way. When
 * one of the two servers is away, what the other one says is still told. One thread at a time.
 */
final class CouponWatch {

    /** Nobody is let in, and nobody wanted that. */
    private static final Set<GateState> SHUT =
            EnumSet.of(
                    GateState.REBUILDING, GateState.LOST, GateState.MISSING, GateState.UNREACHABLE);

    private final CouponTable table;
    private final GateReader gates;
    private final CouponMeters meters;
    private final WatchProperties settings;
    private final LongSupplier nanoTime;

    private final Map<Long, PendingAge> ages = new HashMap<>();
    private final Map<Long, Count> counts = new HashMap<>();

    private List<Seen> last = List.of();
    private volatile List<Long> shut = List.of();

    /** Rows as they were counted when the counter stood there. */
    private record Count(Counted counter, Stock stock, long atNanos) {}

    /**
     * @param gate empty if there is none, or if Redis did not say
     */
    private record Look(GateState state, Optional<Gate> gate, long atNanos) {}

    CouponWatch(
            CouponTable table,
            GateReader gates,
            CouponMeters meters,
            WatchProperties settings,
            LongSupplier nanoTime) {
        this.table = table;
        this.gates = gates;
        this.meters = meters;
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    /** Coupons of which nobody is admitted now, and nobody wanted that. */
    List<Long> shut() {
        return shut;
    }

    /**
     * Redis first: whatever settles in between is then seen pending and issued, never in neither.
     *
     * @throws DataAccessException of a server that was away, after all else was told
     */
    void look() {
        List<DataAccessException> troubles = new ArrayList<>();
        Set<Long> coupons = coupons(troubles);
        boolean databaseIsThere = troubles.isEmpty();
        Map<Long, Look> looks = gates(coupons, troubles);
        Map<Long, Stock> stocks =
                databaseIsThere && !coupons.isEmpty() ? stocks(coupons, troubles) : Map.of();
        last =
                looks.entrySet().stream()
                        .map(it -> seen(it.getKey(), it.getValue(), stocks))
                        .toList();
        ages.keySet().retainAll(coupons);
        counts.keySet().retainAll(coupons);
        shut = last.stream().filter(it -> SHUT.contains(it.gate())).map(Seen::couponId).toList();
        meters.seen(last);
        if (!troubles.isEmpty()) {
            throw troubles.getFirst();
        }
    }

    private Set<Long> coupons(Collection<DataAccessException> troubles) {
        Set<Long> coupons = new LinkedHashSet<>();
        try {
            coupons.addAll(table.open(settings.coupons(), settings.ahead()));
            last.stream().filter(CouponWatch::isUnderWay).map(Seen::couponId).forEach(coupons::add);
        } catch (DataAccessException e) {
            troubles.add(e);
            last.forEach(coupon -> coupons.add(coupon.couponId()));
        }
        return coupons;
    }

    private static boolean isUnderWay(Seen coupon) {
        long pending =
                coupon.pending().map(it -> it.parts().getOrDefault(Part.PENDING, 0L)).orElse(0L);
        return pending > 0 || coupon.difference().orElse(0L) != 0;
    }

    private Map<Long, Look> gates(
            Collection<Long> coupons, Collection<DataAccessException> troubles) {
        Map<Long, Look> looks = new LinkedHashMap<>();
        boolean away = false;
        for (long couponId : coupons) {
            long now = nanoTime.getAsLong();
            Look look = new Look(GateState.UNREACHABLE, Optional.empty(), now);
            if (!away) {
                try {
                    Optional<Gate> gate = gates.read(couponId);
                    look = new Look(gate.map(Gate::state).orElse(GateState.MISSING), gate, now);
                } catch (DataAccessException e) {
                    troubles.add(e);
                    // each of the others would wait as long in vain
                    away =
                            e instanceof RedisConnectionFailureException
                                    || e instanceof QueryTimeoutException;
                }
            }
            looks.put(couponId, look);
        }
        return looks;
    }

    private Map<Long, Stock> stocks(Set<Long> coupons, Collection<DataAccessException> troubles) {
        Map<Long, Stock> stocks = new HashMap<>();
        try {
            table.counters(coupons).values().forEach(it -> stocks.put(it.couponId(), stock(it)));
        } catch (DataAccessException e) {
            troubles.add(e);
        }
        return stocks;
    }

    /** Counted anew if the counter has moved, which it does with every row, and now and then. */
    private Stock stock(Counted coupon) {
        Count known = counts.get(coupon.couponId());
        long now = nanoTime.getAsLong();
        if (known == null
                || !known.counter.equals(coupon)
                || now - known.atNanos > settings.recount().toNanos()) {
            known = new Count(coupon, table.stock(coupon), now);
            counts.put(coupon.couponId(), known);
        }
        return known.stock;
    }

    private Seen seen(long couponId, Look look, Map<Long, Stock> stocks) {
        Optional<Pending> pending =
                look.gate()
                        .map(
                                gate ->
                                        new Pending(
                                                gate.parts(),
                                                ages.computeIfAbsent(
                                                                couponId, _ -> new PendingAge())
                                                        .at(
                                                                look.atNanos(),
                                                                gate.part(Part.ADMITTED),
                                                                gate.head())));
        return new Seen(couponId, look.state(), pending, Optional.ofNullable(stocks.get(couponId)));
    }
}
