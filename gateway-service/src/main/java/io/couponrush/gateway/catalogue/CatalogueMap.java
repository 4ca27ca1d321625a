package io.couponrush.gateway.catalogue;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.events.CouponState;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The newest version of every coupon. */
final class CatalogueMap implements Catalogue {

    private final Map<Long, CouponAnnounced> coupons = new ConcurrentHashMap<>();

    private volatile boolean complete;

    @Override
    public @Nullable CouponAnnounced find(long couponId) {
        return coupons.get(couponId);
    }

    @Override
    public @Nullable CouponAnnounced nextOpening(Instant after, Instant until) {
        return coupons.values().stream()
                .filter(coupon -> coupon.state() != CouponState.CLOSED)
                .filter(coupon -> coupon.opensAt().isAfter(after))
                .filter(coupon -> !coupon.opensAt().isAfter(until))
                .min(Comparator.comparing(CouponAnnounced::opensAt))
                .orElse(null);
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    void put(CouponAnnounced news) {
        coupons.merge(
                news.couponId(),
                news,
                (known, announced) -> isOlder(announced, known) ? known : announced);
    }

    /** Neither number of a coupon's row ever falls, so what is older is older in both or equal. */
    private static boolean isOlder(CouponAnnounced announced, CouponAnnounced known) {
        return announced.version() < known.version() || announced.epoch() < known.epoch();
    }

    void remove(long couponId) {
        coupons.remove(couponId);
    }

    void completed() {
        complete = true;
    }

    int size() {
        return coupons.size();
    }
}
