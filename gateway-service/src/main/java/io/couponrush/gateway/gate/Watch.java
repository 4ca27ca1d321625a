package io.couponrush.gateway.gate;

import io.couponrush.gateway.redis.RedisLink;
import io.couponrush.gateway.redis.RedisUnavailableException;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Keeps the coupons that somebody asks about in view, and forgets those that nobody does. */
final class Watch implements GateWatch {

    private final Map<Long, WatchedCoupon> watched = new ConcurrentHashMap<>();
    private final RedisGate redis;
    private final GateProperties properties;
    private final ObjectProvider<Observer> observers;
    private final LongSupplier nanoTime;

    Watch(
            RedisGate redis,
            GateProperties properties,
            ObjectProvider<Observer> observers,
            LongSupplier nanoTime) {
        this.redis = redis;
        this.properties = properties;
        this.observers = observers;
        this.nanoTime = nanoTime;
    }

    @Override
    public Mono<GateSnapshot> snapshot(long couponId) {
        long maxAge = properties.lease().toNanos();
        return Mono.fromFuture(() -> watch(couponId).reading(maxAge), true)
                .onErrorMap(RedisLink::unavailable)
                .mapNotNull(WatchedCoupon.Reading::snapshot);
    }

    @Override
    public List<Long> withoutGate() {
        return watched.entrySet().stream()
                .filter(coupon -> coupon.getValue().isWithoutGate())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** What is remembered; null if only Redis can say. */
    Admission.@Nullable Over recall(long couponId, long userId) {
        WatchedCoupon coupon = watched.get(couponId);
        return coupon == null ? null : coupon.recall(userId);
    }

    /**
     * The script turned somebody away for good. Of a coupon for which there is no room nothing is
     * learnt: it would be forgotten at once, and learnt again for the next claim.
     */
    void learn(long couponId) {
        WatchedCoupon coupon = watch(couponId);
        if (coupon.equals(watched.get(couponId))) {
            coupon.learn();
        }
    }

    /** One round. A read that fails is no news: the leases lapse by themselves. */
    void refresh() {
        long watchedFor = properties.watchedFor().toNanos();
        watched.values().removeIf(coupon -> coupon.isForgotten(watchedFor));
        for (WatchedCoupon coupon : watched.values()) {
            var _ =
                    coupon.refresh()
                            .thenAccept(reading -> tell(reading.snapshot()))
                            .exceptionally(Watch::onlyRedisMayFail);
        }
    }

    private void tell(@Nullable GateSnapshot snapshot) {
        if (snapshot != null) {
            observers.orderedStream().forEach(observer -> observer.observed(snapshot));
        }
    }

    private static @Nullable Void onlyRedisMayFail(Throwable failure) {
        Throwable cause = RedisLink.unavailable(failure);
        if (!(cause instanceof RedisUnavailableException)) {
            throw new IllegalStateException("a gate could not be read", cause);
        }
        return null;
    }

    private WatchedCoupon watch(long couponId) {
        WatchedCoupon known = watched.get(couponId);
        if (known != null) {
            return known;
        }
        WatchedCoupon fresh = new WatchedCoupon(couponId, redis, properties, nanoTime);
        if (watched.size() >= properties.maxWatched()) {
            return fresh;
        }
        WatchedCoupon other = watched.putIfAbsent(couponId, fresh);
        return other == null ? fresh : other;
    }
}
