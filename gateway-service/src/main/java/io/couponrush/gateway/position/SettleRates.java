package io.couponrush.gateway.position;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;

import io.couponrush.gateway.gate.GateSnapshot;
import io.couponrush.gateway.gate.GateWatch;
import io.couponrush.gateway.ticket.SettleRate;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** The pace at which each watched coupon is being settled, measured from its snapshots. */
final class SettleRates implements SettleRate, GateWatch.Observer {

    /** Slower than one a minute, an estimate would be a guess about something that stands still. */
    private static final double SLOWEST = 1.0 / 60;

    private static final int COUPONS = 10_000;
    private static final Duration KEPT = Duration.ofMinutes(1);

    /** Well below what a watch lasts, so that a coupon with a queue never falls out of it. */
    private static final long ASK_EVERY = Duration.ofSeconds(1).toNanos();

    private final GateWatch watch;
    private final Ticker clock;
    private final LoadingCache<Long, Pace> paces;

    SettleRates(GateWatch watch, Ticker clock) {
        this.watch = watch;
        this.clock = clock;
        this.paces =
                Caffeine.newBuilder()
                        .maximumSize(COUPONS)
                        .expireAfterAccess(KEPT)
                        .ticker(clock)
                        .build(_ -> new Pace(clock.read() - ASK_EVERY));
    }

    @Override
    public void observed(GateSnapshot snapshot) {
        paces.get(snapshot.couponId()).learn(snapshot);
    }

    /** Asking has the coupon watched, so that the next answer is known if this one isn't. */
    @Override
    public @Nullable Long etaSeconds(long couponId, long ahead) {
        Pace pace = paces.get(couponId);
        long now = clock.read();
        if (now - pace.askedAt >= ASK_EVERY) {
            pace.askedAt = now;
            var _ = watch.snapshot(couponId).subscribe(_ -> {}, _ -> {});
        }
        return pace.rate >= SLOWEST ? Math.max(1, (long) Math.ceil((ahead + 1) / pace.rate)) : null;
    }

    /** Settled claims a second; 0 if unknown. */
    double perSecond(long couponId) {
        double rate = paces.get(couponId).rate;
        return Double.isNaN(rate) ? 0 : rate;
    }

    private static final class Pace {

        private final SettleMeter meter = new SettleMeter();
        private volatile double rate = Double.NaN;
        private volatile long askedAt;

        Pace(long askedAt) {
            this.askedAt = askedAt;
        }

        synchronized void learn(GateSnapshot snapshot) {
            meter.sample(snapshot.settled(), snapshot.pending(), snapshot.asOf());
            rate = meter.perSecond();
        }
    }
}
