package io.couponrush.worker.pulse;

import io.couponrush.pulse.CouponPulse;
import io.couponrush.pulse.CouponPulse.Books;
import io.couponrush.pulse.Pulse;
import io.couponrush.worker.meters.CouponMeters;
import io.couponrush.worker.meters.CouponMeters.Part;
import io.couponrush.worker.meters.CouponMeters.Pending;
import io.couponrush.worker.meters.CouponMeters.Seen;
import io.couponrush.worker.meters.CouponRows;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is new with which coupon: rows of this worker, and the last look at the books, told once.
 */
final class WorkerNews {

    private final CouponRows rows;
    private final CouponMeters meters;

    private long toldLook;

    WorkerNews(CouponRows rows, CouponMeters meters) {
        this.rows = rows;
        this.meters = meters;
    }

    /** Coupons that issue come first; what does not fit in is told the next time. */
    List<CouponPulse> take() {
        Map<Long, Long> issued = rows.take();
        Map<Long, Seen> seen = look();
        List<CouponPulse> news = new ArrayList<>();
        issued.forEach(
                (couponId, committed) -> {
                    if (news.size() < Pulse.MOST_COUPONS) {
                        news.add(pulse(couponId, committed, seen.remove(couponId)));
                    } else {
                        rows.add(couponId, committed);
                    }
                });
        seen.values().stream()
                .limit(Pulse.MOST_COUPONS - news.size())
                .map(coupon -> pulse(coupon.couponId(), 0, coupon))
                .forEach(news::add);
        return news;
    }

    /** Empty if nobody has looked since. */
    private Map<Long, Seen> look() {
        CouponMeters.Look last = meters.last();
        Map<Long, Seen> seen = new LinkedHashMap<>();
        if (last.number() != toldLook) {
            last.coupons().forEach(coupon -> seen.put(coupon.couponId(), coupon));
            toldLook = last.number();
        }
        return seen;
    }

    private static CouponPulse pulse(long couponId, long issued, @Nullable Seen seen) {
        Pending pending = seen == null ? null : seen.pending().orElse(null);
        return CouponPulse.ofWorker(
                couponId,
                issued,
                pending == null ? null : part(pending, Part.PENDING),
                seen == null || pending == null ? null : books(seen, pending));
    }

    private static @Nullable Books books(Seen seen, Pending pending) {
        return seen.stock()
                .map(
                        stock ->
                                new Books(
                                        part(pending, Part.ADMITTED),
                                        stock.ticketed(),
                                        part(pending, Part.REJECTED),
                                        part(pending, Part.DEAD_LETTERED),
                                        part(pending, Part.RETURNED),
                                        part(pending, Part.ELSEWHERE),
                                        part(pending, Part.PENDING),
                                        seen.difference().orElseThrow()))
                .orElse(null);
    }

    private static long part(Pending pending, Part part) {
        return pending.parts().getOrDefault(part, 0L);
    }
}
