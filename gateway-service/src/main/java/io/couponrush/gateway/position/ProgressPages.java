package io.couponrush.gateway.position;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.gateway.edge.Json;
import io.couponrush.gateway.edge.JsonReply;
import io.couponrush.gateway.gate.GateSnapshot;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import java.time.Duration;
import java.time.Instant;

/**
 * A coupon's shared progress, rendered once a snapshot and sent to everybody. It tells the times of
 * the catalogue as well, so that those who count down learn at once when an admin moves them.
 */
final class ProgressPages {

    private static final int COUPONS = 10_000;
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final SettleRates rates;
    private final Cache<Long, Page> pages =
            Caffeine.newBuilder().maximumSize(COUPONS).expireAfterAccess(KEPT).build();

    ProgressPages(SettleRates rates) {
        this.rates = rates;
    }

    JsonReply show(CouponAnnounced coupon, GateSnapshot snapshot) {
        Page page = pages.getIfPresent(snapshot.couponId());
        if (page == null || !page.coupon.equals(coupon) || !page.snapshot.equals(snapshot)) {
            page = new Page(coupon, snapshot, render(coupon, snapshot));
            pages.put(snapshot.couponId(), page);
        }
        return page.reply;
    }

    private JsonReply render(CouponAnnounced coupon, GateSnapshot gate) {
        Progress progress =
                new Progress(
                        gate.couponId(),
                        gate.state(),
                        gate.total(),
                        gate.holding(),
                        gate.settled(),
                        gate.pending(),
                        gate.headSequence(),
                        gate.remaining(),
                        Math.round(rates.perSecond(gate.couponId()) * 10) / 10.0,
                        coupon.opensAt(),
                        coupon.closesAt(),
                        gate.asOf());
        return JsonReply.json(200, Json.bytes(progress))
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=1");
    }

    private record Page(CouponAnnounced coupon, GateSnapshot snapshot, JsonReply reply) {}

    /** The members of the answer, in their order. */
    private record Progress(
            long couponId,
            String state,
            long total,
            long admitted,
            long settled,
            long pending,
            @Nullable Long headSequence,
            long remaining,
            double ratePerSecond,
            Instant opensAt,
            Instant closesAt,
            Instant asOf) {}
}
