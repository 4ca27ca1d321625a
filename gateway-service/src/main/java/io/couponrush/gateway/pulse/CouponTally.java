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
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts claims coupon by coupon. On a claim's way: a look into a map and two additions. Only
 * coupons of the catalogue are counted, at most {@value #MOST} at a time; one that is closed is
 * left out as soon as nobody claims it any more, an open one only when all places are taken.
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
        List<Waiting> all =
                counts.entrySet().stream()
                        .map(entry -> new Waiting(entry.getKey(), entry.getValue()))
                        .toList();
        List<CouponPulse> news =
                all.stream()
                        .filter(waiting -> waiting.claims > 0)
                        .sorted(Comparator.comparingLong(Waiting::claims).reversed())
                        .limit(most)
                        .map(waiting -> waiting.counts.take(waiting.couponId))
                        .toList();
        for (Waiting one : all) {
            boolean quiet = one.claims == 0 && all.size() >= MOST;
            if (one.counts.waiting() == 0 && (quiet || isOver(one.couponId, now))) {
                counts.remove(one.couponId, one.counts);
            }
        }
        return news;
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
