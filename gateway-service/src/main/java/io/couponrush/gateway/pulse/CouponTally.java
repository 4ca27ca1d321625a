package io.couponrush.gateway.pulse;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.events.CouponState;
import io.couponrush.gateway.catalogue.Catalogue;
import io.couponrush.gateway.edge.ClaimPath;
import io.couponrush.gateway.meters.GatewayMeters.Answer;
import io.couponrush.pulse.CouponPulse;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Counts claims coupon by coupon. On a claim's way: a look into a map and two additions. Only
 * coupons of the catalogue are counted, at most {@value #MOST} at a time; one that is closed is
 * left out as soon as nobody claims it any more, and when all places are taken, an open one as
 * well.
 */
public final class CouponTally {

    private static final int MOST = 1_000;

    private final Map<Long, Counts> counts = new ConcurrentHashMap<>();
    private final Catalogue catalogue;

    CouponTally(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * A claim was answered.
     *
     * @param nanos since the claim was begun
     */
    public void answered(long couponId, Answer answer, long nanos) {
        Counts known = counts.get(couponId);
        if (known == null) {
            if (counts.size() >= MOST || catalogue.find(couponId) == null) {
                return;
            }
            known = counts.computeIfAbsent(couponId, _ -> new Counts());
        }
        known.add(answer, nanos);
    }

    /**
     * A claim was refused before anybody looked at it. Costs as little as it can: of a coupon that
     * nobody has claimed otherwise it is not counted.
     *
     * @param path of the claim
     */
    public void refused(String path) {
        Counts known = counts.get(ClaimPath.couponId(path));
        if (known != null) {
            known.add(Answer.OVERLOADED);
        }
    }

    /** What was counted since it was taken last, the busiest first. For one thread. */
    List<CouponPulse> take(int most, Instant now) {
        Set<Long> quiet = counts.size() < MOST ? Set.of() : quiet();
        List<CouponPulse> news =
                counts.entrySet().stream()
                        .map(entry -> new Waiting(entry.getKey(), entry.getValue()))
                        .filter(waiting -> waiting.claims > 0)
                        .sorted(Comparator.comparingLong(Waiting::claims).reversed())
                        .limit(most)
                        .map(waiting -> waiting.counts.take(waiting.couponId))
                        .toList();
        counts.entrySet()
                .removeIf(
                        entry ->
                                entry.getValue().waiting() == 0
                                        && (quiet.contains(entry.getKey())
                                                || isOver(entry.getKey(), now)));
        return news;
    }

    /** Those that nobody has claimed since they were told last. */
    private Set<Long> quiet() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue().waiting() == 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private boolean isOver(long couponId, Instant now) {
        @Nullable CouponAnnounced coupon = catalogue.find(couponId);
        return coupon == null
                || coupon.state() == CouponState.CLOSED
                || !now.isBefore(coupon.closesAt());
    }

    /** For tests. */
    int size() {
        return counts.size();
    }

    private record Waiting(long couponId, Counts counts, long claims) {

        Waiting(long couponId, Counts counts) {
            this(couponId, counts, counts.waiting());
        }
    }
}
