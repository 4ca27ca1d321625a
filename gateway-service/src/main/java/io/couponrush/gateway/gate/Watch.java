package io.couponrush.gateway.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.couponrush.gateway.redis.RedisLink;
import io.couponrush.gateway.redis.RedisUnavailableException;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Keeps the coupons that somebody asks about in view, and forgets those that nobody does. When more
 * are asked about than may be watched, those have the places that are asked about most: Caffeine
 * counts (W-TinyLFU, https://arxiv.org/abs/1512.00727), in constant time, also the questions about
 * those that have none. So nobody can push out the coupon that a crowd is waiting for by asking for
 * thousands of others once.
 */
final class Watch implements GateWatch {

    /**
     * How long a coupon must have kept its place before its holders are read, when others want it,
     * too. Reading them takes far more than what is saved if the place is lost at once.
     */
    private static final long SETTLED = Duration.ofSeconds(1).toNanos();

    /**
     * How long a coupon keeps its place after somebody last asked, if there is no gate: long enough
     * for health to name one that was lost.
     */
    private static final long WITHOUT_GATE = Duration.ofSeconds(5).toNanos();

    private final Cache<Long, WatchedCoupon> places;
    private final Map<Long, WatchedCoupon> watched;
    private final RedisGate redis;
    private final GateProperties properties;
    private final ObjectProvider<Observer> observers;
    private final LongSupplier nanoTime;

    Watch(
            RedisGate redis,
            GateProperties properties,
            ObjectProvider<Observer> observers,
            LongSupplier nanoTime) {
        this.places =
                Caffeine.newBuilder()
                        .maximumSize(properties.maxWatched())
                        .executor(Runnable::run) // or the bound is kept some time later
                        .build();
        this.watched = places.asMap();
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
        WatchedCoupon coupon = places.getIfPresent(couponId);
        return coupon == null ? null : coupon.recall(userId);
    }

    /**
     * The script turned somebody away for good. Of a coupon that may lose its place at once nothing
     * is learnt: it would be learnt again for the next claim.
     */
    void learn(long couponId) {
        WatchedCoupon coupon = watch(couponId);
        boolean stays = places.estimatedSize() < properties.maxWatched() || coupon.isHere(SETTLED);
        if (stays && coupon.equals(watched.get(couponId))) {
            coupon.learn();
        }
    }

    /** One round. A read that fails is no news: the leases lapse by themselves. */
    void refresh() {
        long watchedFor = properties.watchedFor().toNanos();
        long withoutGate = Math.min(watchedFor, WITHOUT_GATE);
        watched.values()
                .removeIf(
                        coupon ->
                                coupon.isForgotten(
                                        coupon.isWithoutGate() ? withoutGate : watchedFor));
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

    /** Whoever finds no place is answered all the same, and forgotten. */
    private WatchedCoupon watch(long couponId) {
        return places.get(couponId, id -> new WatchedCoupon(id, redis, properties, nanoTime));
    }
}
