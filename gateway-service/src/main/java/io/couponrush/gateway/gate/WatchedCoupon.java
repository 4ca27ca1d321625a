package io.couponrush.gateway.gate;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** One coupon that somebody is interested in: its newest snapshot and what is remembered of it. */
final class WatchedCoupon {

    private static final Logger log = LoggerFactory.getLogger(WatchedCoupon.class);
    private static final long TOUCH_NANOS = 100_000_000;

    private final long couponId;
    private final RedisGate redis;
    private final LongSupplier nanoTime;
    private final int maxHolders;
    private final CouponMemory memory;
    private final AtomicBoolean learning = new AtomicBoolean();
    private final long since;

    private volatile long askedAt;
    private volatile @Nullable Reading latest;
    private @Nullable CompletableFuture<Reading> underWay;

    WatchedCoupon(
            long couponId, RedisGate redis, GateProperties properties, LongSupplier nanoTime) {
        this.couponId = couponId;
        this.redis = redis;
        this.nanoTime = nanoTime;
        this.maxHolders = properties.maxHolders();
        this.memory = new CouponMemory(properties.lease().toNanos());
        this.since = nanoTime.getAsLong();
        this.askedAt = since;
    }

    /**
     * One read of the gate.
     *
     * @param snapshot null if there is no gate
     * @param sentAt monotonic nanoseconds, before the read was sent
     */
    record Reading(@Nullable GateSnapshot snapshot, long sentAt, long connection) {}

    Admission.@Nullable Over recall(long userId) {
        long now = nanoTime.getAsLong();
        touch(now);
        return memory.recall(userId, now);
    }

    boolean isWithoutGate() {
        Reading newest = latest;
        return newest != null && newest.snapshot() == null;
    }

    /** Whether it was asked for the first time at least so long ago, and is watched since. */
    boolean isHere(long forNanos) {
        return nanoTime.getAsLong() - since >= forNanos;
    }

    boolean isForgotten(long watchedForNanos) {
        return nanoTime.getAsLong() - askedAt > watchedForNanos;
    }

    /** The newest reading if it is young enough, otherwise one that everybody waits for. */
    CompletableFuture<Reading> reading(long maxAgeNanos) {
        long now = nanoTime.getAsLong();
        touch(now);
        Reading newest = latest;
        return newest != null && now - newest.sentAt() <= maxAgeNanos
                ? CompletableFuture.completedFuture(newest)
                : refresh();
    }

    /** Reads the gate, unless a read is under way already; renews or drops what is remembered. */
    synchronized CompletableFuture<Reading> refresh() {
        CompletableFuture<Reading> current = underWay;
        if (current != null && !current.isDone()) {
            return current;
        }
        CompletableFuture<Reading> next = read().thenApply(this::accept);
        underWay = next;
        return next;
    }

    /** The script turned somebody away for good: remember who must not be turned away. */
    void learn() {
        if (!memory.isEmpty() || !learning.compareAndSet(false, true)) {
            return;
        }
        var _ =
                read().thenCompose(this::holdersIfWorthIt)
                        .whenComplete(
                                (done, failure) -> {
                                    learning.set(false);
                                    if (failure != null) {
                                        log.debug("coupon {} not learnt", couponId, failure);
                                    }
                                });
    }

    private CompletableFuture<?> holdersIfWorthIt(Reading before) {
        GateSnapshot first = before.snapshot();
        if (first == null || CouponMemory.answer(first) == null || first.tickets() > maxHolders) {
            return CompletableFuture.completedFuture(null);
        }
        return redis.holders(couponId)
                .thenCompose(holders -> read().thenAccept(after -> hold(holders, before, after)));
    }

    /** Only if no ticket was given between the two reads are all holders among those found. */
    private void hold(long[] holders, Reading before, Reading after) {
        GateSnapshot first = before.snapshot();
        GateSnapshot last = after.snapshot();
        if (first != null
                && last != null
                && before.connection() == after.connection()
                && last.isUnchangedSince(first)) {
            memory.hold(holders, last, after.connection(), after.sentAt());
        }
    }

    private CompletableFuture<Reading> read() {
        long connection = redis.connectionNumber();
        long sentAt = nanoTime.getAsLong();
        return redis.snapshot(couponId).thenApply(seen -> new Reading(seen, sentAt, connection));
    }

    private Reading accept(Reading reading) {
        latest = reading;
        memory.check(reading.snapshot(), reading.connection(), reading.sentAt());
        return reading;
    }

    /** Written at most ten times a second: every claim of every core comes by here. */
    private void touch(long now) {
        if (now - askedAt > TOUCH_NANOS) {
            askedAt = now;
        }
    }
}
